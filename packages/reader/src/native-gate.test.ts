import { describe, expect, it, vi } from 'vitest';
import { NativeGate } from './native-gate.js';

function later(): { promise: Promise<string>; resolve(value: string): void } {
  let resolve: (value: string) => void = () => undefined;
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('NativeGate', () => {
  it('hands on what passes it', async () => {
    const gate = new NativeGate();
    expect(await gate.pass(async () => 'done')).toBe('done');
    await expect(
      gate.pass(async () => {
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
  });

  it('closes at once when nothing runs, a failure included', async () => {
    const gate = new NativeGate();
    await gate.pass(() => Promise.reject(new Error('broken'))).catch(() => undefined);
    await gate.close(() => false);
  });

  it('starts nothing once it is closed, seen from the other thread, too', async () => {
    const gate = new NativeGate();
    const inThread = new NativeGate(gate.shared);
    await gate.close(() => false);
    const native = vi.fn(async () => 'done');
    await expect(inThread.pass(native)).rejects.toThrow('the thread is about to be ended');
    expect(native).not.toHaveBeenCalled();
  });

  it('waits for all that runs', async () => {
    const gate = new NativeGate();
    const inThread = new NativeGate(gate.shared);
    const [first, second] = [later(), later()];
    const passing = [inThread.pass(() => first.promise), inThread.pass(() => second.promise)];
    const order: string[] = [];
    const closing = gate.close(() => false).then(() => order.push('closed'));
    first.resolve('first');
    await passing[0];
    order.push('first');
    second.resolve('second');
    await passing[1];
    order.push('second');
    await closing;
    expect(order).toEqual(['first', 'second', 'closed']);
  });

  it('does not wait for a thread that is gone', async () => {
    const gate = new NativeGate();
    void gate.pass(() => later().promise);
    await gate.close(() => true);
  });
});
