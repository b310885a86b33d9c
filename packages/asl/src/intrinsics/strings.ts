import type { Json } from '../types.js';
import type { CallTools } from './functions.js';
import { IntrinsicFault } from './intrinsic-fault.js';
import { requireString } from './requirements.js';

/** Splits at each of the delimiter's characters; parts without anything in them are left out, as AWS does. */
export function stringSplit([text, delimiters]: readonly Json[]): Json {
  const whole = requireString(text);
  const marks = new Set(requireString(delimiters));
  if (marks.size === 0) return whole === '' ? [] : [whole];
  const parts: string[] = [];
  let part = '';
  for (const character of whole) {
    if (!marks.has(character)) part += character;
    else {
      if (part !== '') parts.push(part);
      part = '';
    }
  }
  if (part !== '') parts.push(part);
  return parts;
}

export function format([template, ...values]: readonly Json[], { budget }: CallTools): Json {
  let used = 0;
  const text = requireString(template).replace(/\\([\s\S])|\{\}/g, (found: string, escaped: string | undefined) => {
    if (escaped !== undefined) return "'{}\\".includes(escaped) ? escaped : found;
    const value = values[used++];
    const written = value === undefined ? '' : textOf(value);
    budget.spend(written.length >> 4);
    return written;
  });
  if (used !== values.length) {
    throw new IntrinsicFault(`The template has ${used} times {} for ${values.length} further arguments`);
  }
  return text;
}

function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  if (value !== null && typeof value === 'object') {
    throw new IntrinsicFault('Arrays and objects cannot be inserted; States.JsonToString makes strings of them');
  }
  return JSON.stringify(value);
}
