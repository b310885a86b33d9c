import { EvaluationError } from '../evaluation-error.js';
import { setField } from '../json-object.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json, JsonObject } from '../types.js';
import { parseJsonPath } from './json-path.js';

/** A path of the document (`$`) that names one place, by names and indexes from the start. */
export interface ReferencePath {
  readonly text: string;
  readonly keys: readonly (string | number)[];
}

/** Reads a reference path. Throws `SyntaxProblem`. */
export function parseReferencePath(text: string): ReferencePath {
  const { root, steps } = parseJsonPath(text);
  if (root !== '$') throw new SyntaxProblem("has to be a path of the input, which begins with '$.' or '$['");
  const keys = steps.map((step) => {
    if (step.kind === 'name') return step.name;
    if (step.kind === 'index' && step.index >= 0) return step.index;
    throw new SyntaxProblem('has to be a reference path: it may name one place only, by names and indexes');
  });
  return { text, keys };
}

/**
 * The document with a value put at a place; objects on the way that are not there are made. Nothing is changed: what is
 * not on the way is shared with the document. Throws `States.ResultPathMatchFailure` where the way leads through
 * something that is neither object nor array, or to an item that an array does not have.
 */
export function placeAt(path: ReferencePath, document: Json, value: Json): Json {
  return place(path, 0, document, value);
}

function place(path: ReferencePath, depth: number, document: Json | undefined, value: Json): Json {
  const key = path.keys[depth];
  if (key === undefined) return value;
  if (typeof key === 'number') {
    if (!Array.isArray(document) || key >= document.length) throw mismatch(path);
    const items = document.slice();
    items[key] = place(path, depth + 1, document[key], value);
    return items;
  }
  if (Array.isArray(document) || document === null || !['object', 'undefined'].includes(typeof document)) {
    throw mismatch(path);
  }
  const object: JsonObject = { ...(document as JsonObject | undefined) };
  const current = Object.hasOwn(object, key) ? object[key] : undefined;
  setField(object, key, place(path, depth + 1, current, value));
  return object;
}

function mismatch(path: ReferencePath): EvaluationError {
  return new EvaluationError(
    'States.ResultPathMatchFailure',
    `Unable to apply ReferencePath ${path.text} to the input`,
  );
}
