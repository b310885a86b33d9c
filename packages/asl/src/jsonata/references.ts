import type { Node } from './engine.js';

/** The fields that are looked at of an object, and of these in turn; `whole` where all may be. */
export interface Looks {
  whole: boolean;
  readonly fields: Map<string, Looks>;
}

/** What an expression can see of its variables, by their names. */
export type References = ReadonlyMap<string, Looks>;

/** Finds what an expression refers to: `$states.input.a` needs no more than that field. */
export function referencesOf(root: Node): References {
  const variables = new Map<string, Looks>();
  const followed = new Set<object>();
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    const node = value as Node;
    const [first] = node.type === 'path' ? (node.steps ?? []) : [];
    if (first?.type === 'variable' && isPlain(first)) {
      followed.add(first);
      follow(fieldOf(variables, String(first.value)), (node.steps ?? []).slice(1));
    } else if (node.type === 'variable' && !followed.has(node)) fieldOf(variables, String(node.value)).whole = true;
    for (const part of Object.values(value)) visit(part);
  };
  visit(root);
  return variables;
}

function follow(looks: Looks, steps: readonly Node[]): void {
  let at = looks;
  for (const step of steps) {
    if (step.type !== 'name' || !isPlain(step)) break;
    at = fieldOf(at.fields, String(step.value));
  }
  at.whole = true;
}

function fieldOf(fields: Map<string, Looks>, name: string): Looks {
  const known = fields.get(name);
  if (known !== undefined) return known;
  const looks: Looks = { whole: false, fields: new Map() };
  fields.set(name, looks);
  return looks;
}

/** Whether a step is nothing but a look-up: no filter, no grouping, no variable or parent bound. */
function isPlain(step: Node): boolean {
  return Object.keys(step).every((key) => ['type', 'value', 'position', 'keepArray'].includes(key) || PARSER.has(key));
}

/** What the parser leaves on the tokens that it turns into nodes. */
const PARSER = new Set(['id', 'lbp', 'nud', 'led']);

/** All names that a tree looks up. */
export function namesIn(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    const { type, value: name } = value as Node;
    if (type === 'variable') names.add(String(name));
    // The engine copies by this function before it transforms.
    if (type === 'transform') names.add('clone');
    for (const part of Object.values(value)) visit(part);
  };
  visit(root);
  return names;
}
