import { setTimeout as wait } from 'node:timers/promises';

const RUNNING = 0;
const CLOSED = 1;
const POLL_MS = 10;

/**
 * Keeps a thread from being ended while native code (libvips, ONNX Runtime) runs in it: that would end the whole process,
 * as the native code's next call into JavaScript fails in a way that it cannot handle. The thread counts itself in and
 * out; who wants to end it closes the gate first.
 */
export class NativeGate {
  /** To be handed to the thread. */
  readonly shared: SharedArrayBuffer;
  readonly #state: Int32Array;

  constructor(shared = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#state = new Int32Array(shared);
  }

  /** @throws {Error} when the gate is closed; the native code is not started then. */
  async pass<T>(native: () => Promise<T>): Promise<T> {
    // Counted in before looking whether it is closed, and closed before looking at the count: one of both sees the other.
    Atomics.add(this.#state, RUNNING, 1);
    try {
      if (Atomics.load(this.#state, CLOSED) === 1) throw new Error('the thread is about to be ended');
      return await native();
    } finally {
      Atomics.sub(this.#state, RUNNING, 1);
    }
  }

  /** Resolves when no native code runs any more, or when the thread is gone. */
  async close(isGone: () => boolean): Promise<void> {
    Atomics.store(this.#state, CLOSED, 1);
    while (Atomics.load(this.#state, RUNNING) > 0 && !isGone()) await wait(POLL_MS);
  }
}

let gate = new NativeGate();

/** Says which gate this thread's native code passes. */
export function useNativeGate(shared: SharedArrayBuffer): void {
  gate = new NativeGate(shared);
}

/** Runs native code; the thread is not ended before it is done. */
export function runNative<T>(native: () => Promise<T>): Promise<T> {
  return gate.pass(native);
}
