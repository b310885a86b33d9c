import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { ContainerOutcome, Following } from './container-runner.js';
import { type DockerEngine, reasonOf, statusOf, within } from './docker-engine.js';
import { followOutput } from './follow-output.js';

const questionMs = 30_000;
/** An engine that is being updated is back by then. */
const enginePatienceMs = 60_000;
const retryMs = 500;
/** The engine has the output before it has the end: this is for what goes wrong. */
const outputPatienceMs = 10_000;

/** Exit code of what SIGKILL has ended. */
const killedCode = 137;
const oomPatienceMs = 1000;

type End = { exitCode: number; isOutOfMemory: boolean } | { lost: string };

/** Looks for the end of a container until there is one, or the engine is away for too long. */
async function waitForEnd(engine: DockerEngine, containerId: string, closing: AbortSignal): Promise<End> {
  const container = engine.docker.getContainer(containerId);
  let awaySince: number | undefined;
  while (!closing.aborted) {
    try {
      const { State: state } = await within(questionMs, container.inspect());
      awaySince = undefined;
      if (!state.Running && state.Status !== 'created' && !state.Restarting) {
        const exitCode = state.ExitCode;
        const isKilled = exitCode === killedCode && !closing.aborted;
        const isOutOfMemory = state.OOMKilled ? exitCode !== 0 : isKilled && (await hearsOfMemory(engine, containerId));
        return { exitCode, isOutOfMemory };
      }
      await waitOnce(engine, containerId, closing);
    } catch (error) {
      if (statusOf(error) === 404) return { lost: 'The container was removed while it ran' };
      awaySince ??= Date.now();
      if (Date.now() - awaySince > enginePatienceMs) {
        return { lost: `The container engine at ${engine.address} went away: ${reasonOf(error)}` };
      }
      await pause(retryMs);
    }
  }
  return { lost: 'closed' };
}

/** The kernel's word may reach the engine after the end: its state says nothing of it then, but there is an event. */
async function hearsOfMemory({ docker }: DockerEngine, containerId: string): Promise<boolean> {
  const { State: state } = await within(questionMs, docker.getContainer(containerId).inspect());
  if (state.OOMKilled) return true;
  const events = await docker.getEvents({
    since: Math.floor(Date.parse(state.StartedAt) / 1000),
    until: Math.ceil((Date.now() + oomPatienceMs) / 1000),
    filters: { container: [containerId], event: ['oom'] },
  });
  return new Promise((resolve) => {
    const stream = events as Readable;
    stream.once('data', () => {
      resolve(true);
      stream.destroy();
    });
    stream.once('close', () => resolve(false)).once('error', () => resolve(false));
    setTimeout(() => stream.destroy(), 2 * oomPatienceMs);
  });
}

/** Until the container ends or the connection does. */
async function waitOnce(engine: DockerEngine, containerId: string, closing: AbortSignal): Promise<void> {
  const stream = await engine.waitStream(containerId);
  const stop = () => stream.destroy();
  closing.addEventListener('abort', stop);
  if (closing.aborted) stop();
  await new Promise<void>((resolve) => {
    stream.once('close', resolve).once('error', () => resolve());
    stream.resume();
  }).finally(() => closing.removeEventListener('abort', stop));
}

function whenAborted(signal: AbortSignal): { promise: Promise<void>; forget(): void } {
  let listener = () => {};
  const promise = new Promise<void>((resolve) => {
    listener = resolve;
    signal.addEventListener('abort', listener, { once: true });
    if (signal.aborted) resolve();
  });
  return { promise, forget: () => signal.removeEventListener('abort', listener) };
}

export interface FollowContainerOptions extends Following {
  containerId: string;
  /** Milliseconds since 1970. */
  after: number;
  /** Aborted when the runner is closed. */
  closing: AbortSignal;
}

/** Follows a running container to its end, which an abort brings about. The container stays where it is. */
export async function followContainer(
  engine: DockerEngine,
  { containerId, after, signal, onLine, closing }: FollowContainerOptions,
): Promise<ContainerOutcome> {
  const container = engine.docker.getContainer(containerId);
  const ending = waitForEnd(engine, containerId, closing);
  const output = followOutput(engine, { containerId, after, onLine, exited: ending.then(() => true as const) });
  const abort = whenAborted(signal);
  const close = whenAborted(closing);
  try {
    const end = await Promise.race([ending, abort.promise, close.promise]);
    if (closing.aborted) return { kind: 'detached' };
    if (signal.aborted) await within(questionMs, container.kill()).catch(() => {});
    else if (end && 'lost' in end) return { kind: 'lost', reason: end.lost };
    await Promise.race([output.done, close.promise, pause(outputPatienceMs, undefined, { ref: false })]);
    if (signal.aborted) return { kind: 'cancelled' };
    if (!end || 'lost' in end) return { kind: 'detached' };
    const { exitCode, isOutOfMemory } = end;
    return { kind: isOutOfMemory ? 'out-of-memory' : 'exited', exitCode, lastLines: await output.lastLines() };
  } finally {
    output.stop();
    abort.forget();
    close.forget();
  }
}
