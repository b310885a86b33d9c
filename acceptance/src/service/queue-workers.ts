import { type ChildProcess, spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Credentials } from '@las/client';
import type { Holders } from './holders.js';
import { cleanEnvironment } from './start-service.js';
import type { WorkLine } from './work-program.js';

const workProgram = fileURLToPath(new URL('../../dist/service/work-program.js', import.meta.url));

export interface QueueWorkersInput {
  credentials: Credentials;
  transitionId: string;
  holders: Holders;
  random(): number;
  /** The part of the work that its first worker dies of, from 0 to 1. */
  crashes: number;
}

/** Workers at one queue, some of which vanish without a word while they hold work. Each has a successor. */
export class QueueWorkers {
  readonly #input: QueueWorkersInput;
  readonly #stopping = new AbortController();
  readonly #working: Promise<void>[] = [];
  readonly #children = new Map<ChildProcess, Promise<void>>();
  #count = 0;
  /** Workers that were lost with their work. */
  vanished = 0;
  /** Those of them that were processes, killed by SIGKILL. */
  killed = 0;
  readonly problems: unknown[] = [];

  constructor(input: QueueWorkersInput) {
    this.#input = input;
    // As many as there are workers.
    setMaxListeners(0, this.#stopping.signal);
  }

  /** A worker inside this process, with a client of its own. When it dies, nothing that it sends arrives any more. */
  startWorker(): void {
    const { credentials, transitionId, holders, random, crashes } = this.#input;
    const { clientId, clientSecret, apiKey, authEndpoint, apiEndpoint } = credentials;
    this.#count += 1;
    const holder = `worker ${this.#count}`;
    let dead = false;
    const own = new Credentials(clientId, clientSecret, apiKey, authEndpoint, apiEndpoint);
    const client = new Client(own, {
      fetch: (input, init) => (dead ? Promise.reject(new TypeError('the worker is dead')) : fetch(input, init)),
    });
    const work = client.work<{ key: string }>(
      transitionId,
      async ({ key }) => {
        holders.begin(key, holder);
        await pause(5 + 20 * random());
        if (holders.isFirst(key) && random() < crashes) {
          dead = true;
          holders.vanish(holder);
          this.vanished += 1;
          this.#succeed(() => this.startWorker());
          return new Promise<never>(() => {});
        }
        holders.finish(key, holder);
        return { key };
      },
      {
        heartbeatSeconds: 1,
        graceSeconds: 0,
        signal: this.#stopping.signal,
        onError: (error) => {
          if (!dead) this.problems.push(error);
        },
      },
    );
    this.#working.push(work);
  }

  /** A worker that is a process; it is killed in the middle of work, as often as crashes are to be. */
  startProcess(): void {
    const { credentials, transitionId, holders, random, crashes } = this.#input;
    this.#count += 1;
    const holder = `process ${this.#count}`;
    const env = {
      ...cleanEnvironment(),
      LAS_CLIENT_ID: credentials.clientId,
      LAS_CLIENT_SECRET: credentials.clientSecret,
      LAS_API_KEY: credentials.apiKey,
      LAS_AUTH_ENDPOINT: credentials.authEndpoint,
      LAS_API_ENDPOINT: credentials.apiEndpoint,
    };
    const child = spawn(process.execPath, [workProgram, transitionId], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let dies = false;
    createInterface(child.stdout).on('line', (text) => {
      const { event, key } = JSON.parse(text) as WorkLine;
      if (event === 'finish') return holders.finish(key, holder);
      holders.begin(key, holder);
      if (dies || !holders.isFirst(key) || random() >= crashes) return;
      dies = true;
      child.kill('SIGKILL');
    });
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve())).then(() => {
      this.#children.delete(child);
      holders.vanish(holder);
      if (!dies) return;
      this.vanished += 1;
      this.killed += 1;
      this.#succeed(() => this.startProcess());
    });
    this.#children.set(child, gone);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const gone = [...this.#children.values()];
    for (const child of this.#children.keys()) child.kill('SIGKILL');
    await Promise.all([...this.#working, ...gone]);
  }

  #succeed(start: () => void): void {
    if (!this.#stopping.signal.aborted) start();
  }
}
