import { EvaluationError } from '../evaluation-error.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json, JsonObject } from '../types.js';
import { parseJsonPath } from './json-path.js';

/** A path that names one place of a document. */
export interface ReferencePath {
  readonly text: string;
  readonly steps: readonly (string | number)[];
}

/** Reads a reference path of the document (`$`). Throws `SyntaxProblem`. */
export function parseReferencePath(text: string): ReferencePath {
  const path = parseJsonPath(text);
  if (!path.definite || path.root !== '$') throw new SyntaxProblem('has to be a reference path');
  return { text, steps: path.steps };
}

/** The document with a value put at a place. Throws `States.ResultPathMatchFailure` where it cannot be. */
export function placeAt(path: ReferencePath, document: Json, value: Json): Json {
  return place(path, 0, document, value);
}

function place(path: ReferencePath, depth: number, document: Json | undefined, value: Json): Json {
  const step = path.steps[depth];
  if (step === undefined) return value;
  if (typeof step === 'number') {
    if (!Array.isArray(document) || step >= document.length) throw mismatch(path);
    const copy = document.slice();
    copy[step] = place(path, depth + 1, document[step], value);
    return copy;
  }
  if (Array.isArray(document) || (document !== undefined && (document === null || typeof document !== 'object'))) {
    throw mismatch(path);
  }
  const copy: JsonObject = { ...document };
  copy[step] = place(path, depth + 1, copy[step], value);
  return copy;
}

function mismatch(path: ReferencePath): EvaluationError {
  return new EvaluationError('States.ResultPathMatchFailure', `Unable to apply ResultPath '${path.text}'`);
}
