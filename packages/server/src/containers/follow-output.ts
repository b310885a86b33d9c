import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { OutputLine } from './container-runner.js';
import { type DockerEngine, statusOf, within } from './docker-engine.js';
import { createOutputReader, type OutputReader } from './output-lines.js';

/** Reads on no further: a container that floods its output would keep the service busy for nothing. */
const mostBytes = 16 * 1024 * 1024;
const retryMs = 500;
const questionMs = 30_000;
/** How many lines of a container are told when its task fails. */
const lastLinesKept = 20;

export interface OutputFollower {
  /** Resolves when all there is was read, or no more is wanted. */
  done: Promise<void>;
  /** The last lines that the container wrote, whether or not they were wanted. */
  lastLines(): Promise<string[]>;
  stop(): void;
}

export interface FollowOptions {
  containerId: string;
  /** Milliseconds since 1970: only lines later than this. */
  after: number;
  onLine(line: OutputLine): boolean | undefined;
  /** Resolves to true once the container has ended: until then its output goes on, even if an answer breaks off. */
  exited: Promise<true>;
}

/** The engine's notation, down to the nanosecond that a number can hold. */
function toSince(time: number): string {
  const seconds = Math.floor(time / 1000);
  return `${seconds}.${Math.floor((time - seconds * 1000) * 1e6)
    .toString()
    .padStart(9, '0')}`;
}

/**
 * Whether a line is later than the last one that is known, to the microsecond: where that one was stored, it was rounded, and
 * by its nanoseconds it would come again.
 */
export function isLater(time: number, last: number): boolean {
  return Math.round(time * 1000) > Math.round(last * 1000);
}

/** Resolves at the end of a stream, however it comes. */
function ended(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', resolve);
    stream.once('end', resolve);
    stream.once('error', () => resolve());
  });
}

export function followOutput({ docker }: DockerEngine, options: FollowOptions): OutputFollower {
  const container = docker.getContainer(options.containerId);
  const last: string[] = [];
  let seen = options.after;
  let bytes = 0;
  let isWanted = true;
  let isStopped = false;
  let stream: Readable | undefined;

  function take(line: OutputLine): void {
    if (!isLater(line.time, seen) || !isWanted) return;
    last.push(line.text);
    if (last.length > lastLinesKept) last.shift();
    if (options.onLine(line) === false) isWanted = false;
  }

  function takeChunk(reader: OutputReader, chunk: Buffer): void {
    bytes += chunk.length;
    reader.push(chunk);
    if (isWanted && bytes > mostBytes) {
      take({ time: Date.now(), text: `[what was written beyond ${mostBytes} bytes is not kept]` });
      isWanted = false;
    }
    if (!isWanted) stream?.destroy();
  }

  async function readOnce(): Promise<void> {
    let latest = seen;
    const since = seen > 0 ? { since: toSince(seen) as unknown as number } : {};
    const answer = await container.logs({ follow: true, stdout: true, stderr: true, timestamps: true, ...since });
    const current = answer as unknown as Readable;
    stream = current;
    if (isStopped) current.destroy();
    const reader = createOutputReader((line) => {
      latest = Math.max(latest, line.time);
      take(line);
    });
    current.on('data', (chunk: Buffer) => {
      try {
        takeChunk(reader, chunk);
      } catch (error) {
        current.destroy(error instanceof Error ? error : undefined);
      }
    });
    await ended(current);
    reader.end();
    // Only now: lines of the two streams may come in another order than they were written.
    seen = latest;
  }

  /** Once more after the container's end: only then it is sure that there is no more. */
  async function read(): Promise<void> {
    let isLast = false;
    while (isWanted && !isStopped) {
      try {
        await readOnce();
        if (isLast) return;
      } catch (error) {
        if (isLast || statusOf(error) === 404) return;
      }
      isLast = await Promise.race([options.exited, pause(retryMs, false)]);
    }
  }

  async function tail(): Promise<string[]> {
    const lines: string[] = [];
    const reader = createOutputReader((line) => lines.push(line.text));
    const asked = container.logs({ stdout: true, stderr: true, timestamps: true, tail: lastLinesKept });
    reader.push(await within(questionMs, asked));
    reader.end();
    return lines;
  }

  return {
    done: read(),
    // What was not wanted was not read.
    lastLines: () => (isWanted ? Promise.resolve(last) : tail().catch(() => last)),
    stop() {
      isStopped = true;
      stream?.destroy();
    },
  };
}
