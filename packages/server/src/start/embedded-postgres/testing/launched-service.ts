import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What the service program says on its standard output, a JSON object a line. */
export type ServiceEvent =
  | { event: 'ready'; url: string }
  | { event: 'failed'; name: string; message: string }
  | { event: 'gave-up'; reason: string }
  | { event: 'interrupted' }
  | { event: 'log'; message: string };

/** A process of its own that starts the launcher, to be killed by tests. */
export interface LaunchedService {
  readonly process: ChildProcess;
  readonly events: ServiceEvent[];
  /** The first event of a kind; fails when the process ends without it. */
  waitFor<K extends ServiceEvent['event']>(kind: K): Promise<Extract<ServiceEvent, { event: K }>>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface LaunchOptions {
  dataDir: string;
  uid?: number;
  /** A command that runs the service. */
  prefix?: string[];
}

const program = fileURLToPath(
  new URL('../../../../dist/start/embedded-postgres/testing/service-program.js', import.meta.url),
);

export function launchService({ dataDir, uid, prefix = [] }: LaunchOptions): LaunchedService {
  const [command = process.execPath, ...words] = [...prefix, process.execPath, program, dataDir];
  const child = spawn(command, words, {
    cwd: '/',
    ...(uid === undefined ? {} : { uid, gid: uid }),
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const events: ServiceEvent[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => events.push(JSON.parse(line)));
  const ended = once(child, 'close');
  return {
    process: child,
    events,
    waitFor: (kind) => waitForEvent(kind, { events, lines, ended }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

interface EventSource {
  events: ServiceEvent[];
  lines: Interface;
  ended: Promise<unknown>;
}

async function waitForEvent<K extends ServiceEvent['event']>(
  kind: K,
  { events, lines, ended }: EventSource,
): Promise<Extract<ServiceEvent, { event: K }>> {
  const find = () => events.find((event): event is Extract<ServiceEvent, { event: K }> => event.event === kind);
  const controller = new AbortController();
  const closed = ended.then(() => 'closed' as const);
  try {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      const next = await Promise.race([once(lines, 'line', { signal: controller.signal }), closed]);
      if (next === 'closed' && find() === undefined) {
        throw new Error(`The service ended without "${kind}": ${JSON.stringify(events)}`);
      }
    }
  } finally {
    controller.abort();
  }
}
