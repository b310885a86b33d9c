import { EvaluationError } from '../evaluation-error.js';
import { deepestNesting, stringBytes, tooDeep } from '../limits.js';
import type { Json, Limits } from '../types.js';

/** Sizes below are as quickly found again as kept. */
const worthKeeping = 128;

/** How often `limits.dataBytes` the history of one step may be. */
const dataOfStep = 256;

/**
 * Weighs data, each part once: a machine may pass the same quarter of a megabyte on a thousand times in a step, and build
 * new data around it, at no cost but that of the new.
 */
export class DataSizes {
  readonly #limits: Limits;
  readonly #objects = new WeakMap<object, number>();
  readonly #texts = new Map<string, number>();
  #written = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Throws `States.DataLimitExceeded` when a value is more than `dataBytes` as JSON, or nests too deep. */
  require(value: Json): void {
    if (this.#of(value, 0) <= this.#limits.dataBytes) return;
    const cause = `The data is more than ${this.#limits.dataBytes} bytes as JSON`;
    throw new EvaluationError('States.DataLimitExceeded', cause);
  }

  /** Notes that a value was written to the history. */
  write(value: Json): void {
    this.#written += this.#of(value, 0);
  }

  /** Whether the step has written more than any sensible one. */
  get excessive(): boolean {
    return this.#written > dataOfStep * this.#limits.dataBytes;
  }

  /** Bytes of UTF-8 JSON. */
  #of(value: Json, depth: number): number {
    if (value === null || value === true) return 4;
    if (value === false) return 5;
    if (typeof value === 'number') return `${value}`.length;
    if (typeof value === 'string') return this.#ofText(value);
    const known = this.#objects.get(value);
    if (known !== undefined) return known;
    if (depth >= deepestNesting) throw tooDeep();
    let bytes = 2;
    if (Array.isArray(value)) {
      for (const item of value) bytes += this.#of(item, depth + 1) + 1;
      if (value.length > 0) bytes -= 1;
    } else {
      for (const key in value) bytes += stringBytes(key) + this.#of(value[key] ?? null, depth + 1) + 2;
      if (bytes > 2) bytes -= 1;
    }
    if (bytes >= worthKeeping) this.#objects.set(value, bytes);
    return bytes;
  }

  #ofText(text: string): number {
    if (text.length < worthKeeping) return stringBytes(text);
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const bytes = stringBytes(text);
    this.#texts.set(text, bytes);
    return bytes;
  }
}
