import { describe, expect, test, vi } from 'vitest';
import type { Postmaster } from './postmaster.js';
import { supervise } from './supervise.js';

/** Stands for a PostgreSQL: what is under test is when another one is started. */
function standIn(): Postmaster & { end(reason: string): void; stop: ReturnType<typeof vi.fn<() => Promise<void>>> } {
  let end: (reason: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { pid: 4711, ended, end, stop: vi.fn(async () => end('stopped')) };
}

function plan(starts: (() => Promise<Postmaster>)[]) {
  const start = vi.fn(async (): Promise<Postmaster> => {
    const next = starts.shift();
    if (next === undefined) throw new Error('no start planned');
    return next();
  });
  return { start, log: vi.fn<(message: string) => void>(), onGivingUp: vi.fn<(reason: string) => void>() };
}

const failing = async (): Promise<Postmaster> => {
  throw new Error('no space left');
};

describe('supervision', () => {
  test('fails where the first start fails', async () => {
    await expect(supervise(plan([failing]))).rejects.toThrow('no space left');
  });

  test('starts another one when one ends, also after starts that failed', async () => {
    const [first, second] = [standIn(), standIn()];
    const options = plan([async () => first, failing, async () => second]);
    const supervised = await supervise(options);
    first.end('signal SIGKILL');
    await vi.waitFor(() => expect(options.start).toHaveBeenCalledTimes(3));
    expect(options.log).toHaveBeenCalledWith(expect.stringContaining('no space left'));
    await vi.waitFor(async () => {
      await supervised.stop();
      expect(second.stop).toHaveBeenCalled();
    });
    expect(first.stop).not.toHaveBeenCalled();
    expect(options.onGivingUp).not.toHaveBeenCalled();
  });

  test('gives up once when ends follow each other too closely', async () => {
    const [first, second] = [standIn(), standIn()];
    const options = { ...plan([async () => first, async () => second, failing]), maxRestarts: 2 };
    const supervised = await supervise(options);
    first.end('exit code 1');
    second.end('signal SIGSEGV');
    await vi.waitFor(() => expect(options.onGivingUp).toHaveBeenCalledOnce());
    expect(options.onGivingUp).toHaveBeenCalledWith(expect.stringMatching(/3 times.*SIGSEGV/));
    expect(options.start).toHaveBeenCalledTimes(3);
    await supervised.stop();
  });

  test('forgets ends of long ago', async () => {
    const standIns = [standIn(), standIn(), standIn(), standIn()];
    const options = { ...plan(standIns.map((each) => async () => each)), maxRestarts: 1, windowMs: 10 };
    const supervised = await supervise(options);
    for (const [index, each] of standIns.slice(0, 3).entries()) {
      each.end('exit code 1');
      await vi.waitFor(() => expect(options.start).toHaveBeenCalledTimes(index + 2));
    }
    expect(options.onGivingUp).not.toHaveBeenCalled();
    await supervised.stop();
  });

  test('stopped amid a restart, leaves nothing running', async () => {
    const [first, second] = [standIn(), standIn()];
    let finishStart: (postmaster: Postmaster) => void = () => {};
    const slowStart = () => new Promise<Postmaster>((resolve) => (finishStart = resolve));
    const options = plan([async () => first, slowStart]);
    const supervised = await supervise(options);
    first.end('signal SIGKILL');
    await vi.waitFor(() => expect(options.start).toHaveBeenCalledTimes(2));
    const stopped = supervised.stop();
    finishStart(second);
    await stopped;
    expect(second.stop).toHaveBeenCalledOnce();
  });

  test('stopped while it waits to start again, starts nothing more', async () => {
    const first = standIn();
    const options = plan([async () => first]);
    const supervised = await supervise(options);
    first.end('signal SIGKILL');
    await vi.waitFor(() => expect(options.log).toHaveBeenCalled());
    await supervised.stop();
    expect(options.start).toHaveBeenCalledOnce();
    expect(options.onGivingUp).not.toHaveBeenCalled();
  });
});
