import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The program under test. */
export const serverProgram = fileURLToPath(new URL('../../../packages/server/dist/start/main.js', import.meta.url));

/** A service that runs, as tests find it. */
export interface ServiceAddress {
  http: string;
  https: string;
  dataDir: string;
  credentialsFile: string;
}

export interface StartedService extends ServiceAddress {
  /** Everything it has printed. */
  output(): string;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it by SIGKILL. What it has started lives on. */
  kill(): Promise<void>;
}

const startTimeout = 90_000;
const stopTimeout = 30_000;

/** An environment without settings of the service: those of whoever runs the tests are not meant for it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('LAS_') && name !== 'DATABASE_URL');
  return Object.fromEntries(entries);
}

function waitForReady(child: ChildProcess, lines: string[]): Promise<{ http: string; https: string }> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`The service ${reason}:\n${lines.slice(-30).join('\n')}`));
    const timer = setTimeout(() => fail(`was not ready within ${startTimeout} ms`), startTimeout);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${code ?? signal}`);
    });
    const read = (line: string) => {
      lines.push(line);
      const [, http, https] = /^las ready: (http:\S+) (https:\S+)$/.exec(line) ?? [];
      if (!http || !https) return;
      clearTimeout(timer);
      resolve({ http, https });
    };
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', read);
  });
}

async function endChild(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeout);
  await ended;
  clearTimeout(timer);
}

/** Starts the service on free ports, on the data of an earlier one if the folder has them. */
export async function startServiceIn(folder: string, flags: readonly string[] = []): Promise<StartedService> {
  const dataDir = join(folder, 'data');
  const credentialsFile = join(folder, 'credentials.cfg');
  const places = ['--data-dir', dataDir, '--credentials-file', credentialsFile];
  const child = spawn(process.execPath, [serverProgram, '--port', '0', '--https-port', '0', ...places, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment(),
  });
  const lines: string[] = [];
  const stop = () => endChild(child, 'SIGTERM');
  const kill = () => endChild(child, 'SIGKILL');
  try {
    const addresses = await waitForReady(child, lines);
    return { ...addresses, dataDir, credentialsFile, output: () => lines.join('\n'), stop, kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the service with a temporary folder of its own, which goes when it is stopped. */
export async function startService(flags: readonly string[] = []): Promise<StartedService> {
  const folder = await mkdtemp(join(tmpdir(), 'las-acceptance-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const service = await startServiceIn(folder, flags);
    return { ...service, stop: () => service.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
