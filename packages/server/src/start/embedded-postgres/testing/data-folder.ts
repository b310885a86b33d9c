import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { clusterIn } from '../cluster.js';
import { readPidFile } from '../pid-file.js';
import { poll } from '../poll.js';
import { isPostmasterOf } from '../process-identity.js';
import { sendSignal } from '../stop-signals.js';

/** A new folder for a test's data, and an end to all that a failed test leaves in it. */
export interface DataFolder {
  readonly path: string;
  /** The PostgreSQL that runs on the folder, undefined where none does. */
  postmasterPid(): Promise<number | undefined>;
  remove(): Promise<void>;
}

export async function makeDataFolder(subfolder = 'data'): Promise<DataFolder> {
  const parent = await mkdtemp(join(tmpdir(), 'las-test-'));
  const path = join(parent, subfolder);
  const postmasterPid = async (): Promise<number | undefined> => {
    const { pid } = await readPidFile(clusterIn(path));
    return pid !== undefined && (await isPostmasterOf(clusterIn(path), pid)) ? pid : undefined;
  };
  return {
    path,
    postmasterPid,
    async remove() {
      const pid = await postmasterPid();
      if (pid !== undefined) {
        sendSignal(pid, 'SIGQUIT');
        await poll(async () => (await postmasterPid()) === undefined, { timeoutMs: 10_000 });
      }
      await rm(parent, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  // A connection that breaks fails the query too, which is where tests look for it.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
