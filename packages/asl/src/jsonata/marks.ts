import type { Node } from './engine.js';

/** What the guard has to know of a node beyond its type. */
export interface Mark {
  /** A step of a path: its results are gathered in one sequence. */
  step?: boolean;
  tuple?: boolean;
  /** Its result is walked through by the engine: predicates, conditions, operands of `and` and `or`. */
  weighed?: boolean;
  /** Its result is called. */
  procedure?: boolean;
  sortTerm?: boolean;
  groupKey?: boolean;
  /** Of a node that groups: its pairs of key and value. */
  groupOf?: readonly [Node, Node][];
  /** Its result changes the copy that a transformation (`| … |`) made. */
  changesClone?: boolean;
}

const MARK = Symbol('mark');

type Marked = Node & { [MARK]?: Mark };

export function markOf(node: Node): Mark | undefined {
  return (node as Marked)[MARK];
}

export function mark(node: Node | undefined, added: Mark): void {
  if (node !== undefined) (node as Marked)[MARK] = { ...markOf(node), ...added };
}
