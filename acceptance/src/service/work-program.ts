import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@las/client';

/** A line that the program prints when it begins or ends a piece of work. */
export interface WorkLine {
  event: 'begin' | 'finish';
  key: string;
}

const print = (line: WorkLine) => console.log(JSON.stringify(line));

/** Works at the queue that the command line names, with the credentials of the environment, until it is killed. */
await new Client().work<{ key: string }>(
  process.argv[2] ?? '',
  async ({ key }) => {
    print({ event: 'begin', key });
    await pause(20);
    print({ event: 'finish', key });
    return { key };
  },
  { heartbeatSeconds: 1 },
);
