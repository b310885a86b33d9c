import type { Node } from './engine.js';

/** What of its scope an expression can see at all. */
export interface References {
  readonly variables: ReadonlySet<string>;
  /** Fields of `$states`; absent when it is used as a whole. */
  readonly fields?: ReadonlySet<string>;
}

export function referencesOf(root: Node): References {
  const variables = new Set<string>();
  const fields = new Set<string>();
  const named = new Set<object>();
  let whole = false;
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    const node = value as Node;
    const [first, second] = node.type === 'path' ? (node.steps ?? []) : [];
    if (first?.type === 'variable' && first.value === 'states' && isPlain(first) && second?.type === 'name') {
      fields.add(String(second.value));
      named.add(first);
    }
    if (node.type === 'variable') {
      variables.add(String(node.value));
      if (node.value === 'states' && !named.has(node)) whole = true;
    }
    for (const part of Object.values(value)) visit(part);
  };
  visit(root);
  return whole ? { variables } : { variables, fields };
}

function isPlain(node: Node): boolean {
  return node.predicate === undefined && node.stages === undefined && node.group === undefined;
}
