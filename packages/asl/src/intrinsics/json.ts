import { parseJsonText } from '../json-text.js';
import type { Json } from '../types.js';
import { IntrinsicFault } from './intrinsic-fault.js';
import { requireObject, requireString } from './requirements.js';

export function jsonMerge([first, second, deep]: readonly Json[]): Json {
  if (typeof deep !== 'boolean') throw new IntrinsicFault('The third argument has to be a boolean');
  if (deep) throw new IntrinsicFault('Only shallow merging is supported: the third argument has to be false');
  return { ...requireObject(first), ...requireObject(second) };
}

// AWS reads a text without anything in it as null.
export function stringToJson([text]: readonly Json[]): Json {
  const json = requireString(text);
  try {
    return json.trim() === '' ? null : parseJsonText(json);
  } catch {
    throw new IntrinsicFault('The text is not valid JSON');
  }
}

export function jsonToString([value]: readonly Json[]): Json {
  return JSON.stringify(value);
}
