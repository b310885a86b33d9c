import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Account, spawnIdentity } from './account.js';
import type { Binaries } from './binaries.js';
import { type Cluster, dataDirectoryArgument } from './cluster.js';
import { isReadyAs, readPidFile } from './pid-file.js';
import { poll } from './poll.js';
import { settingArguments } from './settings.js';
import { sendSignal, stopInStages } from './stop-signals.js';

/** A running PostgreSQL. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when it has ended, with why. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface PostmasterOptions {
  cluster: Cluster;
  binaries: Binaries;
  account: Account;
  settings: Record<string, string>;
  log(message: string): void;
}

// Replaying the log after a crash is bounded by max_wal_size, but a disk may be slow.
const startLimitMs = 300_000;
const keptLines = 20;

/** Starts PostgreSQL and waits until it takes connections. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { cluster, binaries, account, settings } = options;
  const program = join(binaries.folder, 'bin', 'postgres');
  const child = spawn(program, ['-D', dataDirectoryArgument(cluster), ...settingArguments(settings)], {
    ...spawnIdentity(account),
    cwd: cluster.data,
    // Neither secrets nor PG* variables of ours.
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own: Ctrl-C in the terminal must not end the database before the service has drained.
    detached: true,
  });
  const lines = followLog(child, options.log);
  const ended = endOf(child);
  // Comes after the end, and late where a backend outlives its postmaster for a moment.
  const lastWords = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const pid = child.pid;
  if (pid === undefined) throw new Error(`PostgreSQL cannot be started: ${await ended}`);
  let reason: string | undefined;
  const noteEnd = ended.then((why) => {
    reason = why;
  });
  const ready = await poll(async () => reason !== undefined || isReadyAs(pid, await readPidFile(cluster)), {
    timeoutMs: startLimitMs,
  });
  const stop = async (): Promise<void> => {
    if (reason === undefined) await stopInStages(pid, (timeoutMs) => endsWithin(ended, timeoutMs));
  };
  if (!ready) {
    await stop();
    await noteEnd;
    throw new Error(`PostgreSQL was not ready after ${startLimitMs / 1000} s: ${lines.join(' | ')}`);
  }
  if (reason !== undefined) {
    await endsWithin(lastWords, 1000);
    throw new Error(`PostgreSQL did not start (${reason}): ${lines.join(' | ')}`);
  }
  return { pid, ended, stop };
}

/** Passes PostgreSQL's log on, line by line; answers the last lines, for the message of a failed start. */
function followLog(child: ChildProcess, log: (message: string) => void): string[] {
  const last: string[] = [];
  if (child.stderr === null) return last;
  createInterface({ input: child.stderr }).on('line', (line) => {
    last.push(line.trim());
    if (last.length > keptLines) last.shift();
    log(`PostgreSQL: ${line}`);
  });
  return last;
}

function endOf(child: ChildProcess): Promise<string> {
  // A process.exit somewhere else must not leave the database running; a signal is all that can be sent by then.
  const stopAtExit = (): void => {
    if (child.pid !== undefined) sendSignal(child.pid, 'SIGINT');
  };
  process.once('exit', stopAtExit);
  return new Promise((resolve) => {
    const end = (reason: string): void => {
      process.removeListener('exit', stopAtExit);
      resolve(reason);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}

async function endsWithin(ended: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  try {
    return await Promise.race([ended.then(() => true), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
