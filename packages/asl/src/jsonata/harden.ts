import type { Node } from './engine.js';
import { hiddenFunctions, sortName } from './hidden-functions.js';
import { mark } from './marks.js';
import { patternOf } from './regex-engine.js';

/**
 * Prepares an expression's tree, in place: operators whose cost the engine does not tell become calls of functions that
 * count, and nodes get the marks that the guard looks at. Throws `SyntaxProblem` for regular expressions that the matcher
 * lacks.
 */
export function harden(root: Node): void {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    if (value instanceof RegExp) {
      patternOf(value);
      return;
    }
    // The parser's tokens would keep all that it worked with.
    if (!Array.isArray(value)) Object.setPrototypeOf(value, Object.prototype);
    for (const part of Object.values(value)) visit(part);
    if (!Array.isArray(value) && typeof (value as Node).type === 'string') hardenNode(value as Node);
  };
  visit(root);
}

function hardenNode(node: Node): void {
  markParts(node);
  if (node.type === 'binary') replaceOperator(node);
  else if (node.type === 'path') guardSort(node);
  else if (node.type === 'apply') keepApplied(node);
}

function markParts(node: Node): void {
  for (const step of node.steps ?? []) mark(step, { step: true, ...(step.tuple ? { tuple: true } : {}) });
  for (const { expr } of [...(node.predicate ?? []), ...(node.stages ?? [])]) mark(expr, { weighed: true });
  for (const { expression } of node.terms ?? []) mark(expression, { sortTerm: true });
  mark(node.procedure, { procedure: true });
  mark(node.condition, { weighed: true });
  mark(node.update, { weighed: true, changesClone: true });
  mark(node.delete, { weighed: true, changesClone: true });
  if (node.type === 'binary' && (node.value === 'and' || node.value === 'or')) {
    mark(node.lhs as Node, { weighed: true });
    mark(node.rhs, { weighed: true });
  }
  const pairs = node.group?.lhs ?? (Array.isArray(node.lhs) ? node.lhs : undefined);
  if (pairs === undefined) return;
  mark(node, { groupOf: pairs });
  for (const [key] of pairs) mark(key, { groupKey: true });
}

// `a ~> f(b)` gives `a` to the call: an operator that became a call is none of that kind.
function keepApplied(node: Node): void {
  const applied = node.rhs;
  if (applied === undefined || !OPERATORS.has(applied.procedure?.value)) return;
  node.rhs = { type: 'block', expressions: [applied] };
}

const OPERATORS = new Set<unknown>([...hiddenFunctions.values(), sortName]);

function replaceOperator(node: Node): void {
  const name = hiddenFunctions.get(node.value as string);
  if (name === undefined) return;
  node.type = 'function';
  node.arguments = [node.lhs as Node, node.rhs as Node];
  node.procedure = { type: 'variable', value: name };
  node.value = '(';
  delete node.lhs;
  delete node.rhs;
}

/**
 * `a^(b).c` becomes `(v := sorted(a, b); v.c)`: the engine copies what is left to merge at each of its steps, and keeps
 * the copies. Where a path binds variables, sorting is left to the engine, and costs its terms dearly.
 */
function guardSort(node: Node): void {
  const { steps } = node;
  const place = steps?.findIndex((step) => step.type === 'sort') ?? -1;
  const sort = steps?.[place];
  if (steps === undefined || sort === undefined || steps.some((step) => step.tuple)) return;
  for (const { expression } of sort.terms ?? []) mark(expression, { sortTerm: false });
  const variable: Node = { type: 'variable', value: `${sortName} result` };
  const before: Node = { type: 'path', steps: steps.slice(0, place) };
  const sorted: Node = {
    type: 'function',
    value: '(',
    procedure: { type: 'variable', value: sortName },
    arguments: [before, { type: 'lambda', arguments: [ITEM], body: keysOf(sort) } as Node, directions(sort)],
    ...(sort.position === undefined ? {} : { position: sort.position }),
  };
  const after: Node = {
    ...node,
    steps: [sort.stages === undefined ? variable : { ...variable, stages: sort.stages }, ...steps.slice(place + 1)],
  };
  mark(after, { ...(node.group === undefined ? {} : { groupOf: node.group.lhs }) });
  for (const step of after.steps ?? []) mark(step, { step: true });
  guardSort(after);
  for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
  Object.assign(node, {
    type: 'block',
    expressions: [{ type: 'bind', value: ':=', lhs: variable, rhs: sorted }, after],
  });
}

const ITEM: Node = { type: 'variable', value: `${sortName} item` };

// The item comes in an array of its own: grouping an array evaluates in the context of each item, whatever that is.
function keysOf(sort: Node): Node {
  const pairs = (sort.terms ?? []).map(({ expression }, index): [Node, Node] => [
    { type: 'string', value: `${index}` },
    expression,
  ]);
  return { ...ITEM, group: { lhs: pairs } };
}

function directions(sort: Node): Node {
  const text = (sort.terms ?? []).map(({ descending }) => (descending ? '>' : '<')).join('');
  return { type: 'string', value: text };
}
