import { deepestNesting } from '../limits.js';
import type { Json, JsonObject, Problem } from '../types.js';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value for a message: short, and quoted as JSON. */
export function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The JSON that a definition is or holds as text. */
export function readJson(definition: unknown): { value: Json } | { problem: Problem } {
  if (typeof definition !== 'string') return boundedJson(definition);
  try {
    return boundedJson(JSON.parse(definition));
  } catch (error) {
    return { problem: { pointer: '', message: `has to be JSON: ${(error as Error).message}` } };
  }
}

function boundedJson(value: unknown): { value: Json } | { problem: Problem } {
  const problem = fault(value);
  return problem === undefined ? { value: value as Json } : { problem: { pointer: '', message: problem } };
}

/** Iterative, since what it guards against would overflow a recursion. */
function fault(root: unknown): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) continue;
    if (typeof value !== 'object') return 'has to be JSON';
    if (depth >= deepestNesting) return `has to be nested at most ${deepestNesting} levels deep`;
    for (const item of Array.isArray(value) ? value : Object.values(value))
      open.push({ value: item, depth: depth + 1 });
  }
  return undefined;
}
