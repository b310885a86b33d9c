import { EvaluationError } from './evaluation-error.js';
import type { Json, Limits } from './types.js';

export const defaultLimits: Limits = { dataBytes: 262_144, operations: 1_000_000, transitions: 100_000 };

/** How deep arrays and objects may nest in data and in definitions. */
export const deepestNesting = 200;

/** Throws `States.DataLimitExceeded` when a value is more than `dataBytes` of UTF-8 as JSON, or nests too deep. */
export function requireSize(value: Json, limits: Limits): void {
  if (spend(value, limits.dataBytes, 0) < 0) {
    throw new EvaluationError('States.DataLimitExceeded', `The data is more than ${limits.dataBytes} bytes as JSON`);
  }
}

/** What is left of so many bytes after a value; negative when it does not fit, however much is missing. */
function spend(value: Json, bytes: number, depth: number): number {
  if (typeof value === 'string') return bytes - stringBytes(value);
  if (value === null) return bytes - 4;
  if (typeof value === 'number') return bytes - `${value}`.length;
  if (typeof value === 'boolean') return bytes - (value ? 4 : 5);
  if (depth >= deepestNesting) throw tooDeep();
  let left = bytes - 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (left < 0) return left;
      left = spend(item, left, depth + 1) - 1;
    }
    return value.length === 0 ? left : left + 1;
  }
  let first = 1;
  for (const key in value) {
    if (left < 0) return left;
    left = spend(value[key] as Json, left, depth + 1) - stringBytes(key) - 2 + first;
    first = 0;
  }
  return left;
}

/** What data fails with that nests too deep. */
export function tooDeep(): EvaluationError {
  return new EvaluationError('States.DataLimitExceeded', `The data nests more than ${deepestNesting} levels deep`);
}

/** Bytes of UTF-8 JSON of text, with its quotes. */
export function stringBytes(text: string): number {
  let bytes = text.length + 2;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || code === 0x5c) bytes += 1;
    else if (code < 0x20) bytes += '\b\f\n\r\t'.includes(text.charAt(at)) ? 1 : 5;
    else if (code >= 0x80) bytes += extraBytes(text, at, code);
  }
  return bytes;
}

// Both halves of a surrogate pair make up four bytes; a lone half is written as \udxxx.
function extraBytes(text: string, at: number, code: number): number {
  if (code < 0x800) return 1;
  if (code < 0xd800 || code > 0xdfff) return 2;
  const other = code < 0xdc00 ? text.charCodeAt(at + 1) : text.charCodeAt(at - 1);
  const paired = code < 0xdc00 ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other <= 0xdbff;
  return paired ? 1 : 5;
}
