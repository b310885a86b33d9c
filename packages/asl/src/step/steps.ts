import type { Awaitable } from '../types.js';

/**
 * A computation that may wait: it yields promises, and only expressions of JSONata make any. What yields none runs at once,
 * without a promise.
 */
// biome-ignore lint/suspicious/noExplicitAny: what a yield gives back has the type of the promise that it yielded, which TypeScript cannot say
export type Steps<T> = Generator<Promise<unknown>, T, any>;

/** Runs to the end: at once when nothing was yielded. */
export function drive<T>(steps: Steps<T>): Awaitable<T> {
  const first = steps.next();
  return first.done === true ? first.value : settle(steps, first.value);
}

async function settle<T>(steps: Steps<T>, first: Promise<unknown>): Promise<T> {
  let waiting = first;
  for (;;) {
    const next = await waiting.then(
      (value) => steps.next(value),
      (error: unknown) => steps.throw(error),
    );
    if (next.done === true) return next.value;
    waiting = next.value;
  }
}

/** A value that may still be a promise. */
export function* settled<T>(value: Awaitable<T>): Steps<T> {
  return value instanceof Promise ? yield value : value;
}
