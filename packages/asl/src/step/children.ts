import type { Json } from '../types.js';
import type { Frame } from './frame.js';

/** A branch or an item: where it stands, what it gave, or that it failed. */
type Child = { frame: Frame } | { output: Json } | { failed: true };

/**
 * The children of a `Parallel` or `Map`, in chunks: a step that changes one of ten thousand copies one chunk and the list of
 * chunks, and shares the others with the state before.
 */
export type Children = Child[][];

const chunkSize = 64;

export function childrenOf(list: readonly Child[]): Children {
  const children: Children = [];
  for (let from = 0; from < list.length; from += chunkSize) children.push(list.slice(from, from + chunkSize));
  return children;
}

export function countOf(children: Children): number {
  return children.length === 0 ? 0 : (children.length - 1) * chunkSize + (children.at(-1)?.length ?? 0);
}

function childAt(children: Children, index: number): Child | undefined {
  return children[Math.floor(index / chunkSize)]?.[index % chunkSize];
}

/** The frame of a child that runs. */
export function frameAt(children: Children, index: number): Frame | undefined {
  const child = childAt(children, index);
  return child !== undefined && 'frame' in child ? child.frame : undefined;
}

/** Puts a child in its place, or after the last. The list of chunks has to be the step's own; chunks are replaced. */
export function putChild(children: Children, index: number, child: Child): void {
  const at = Math.floor(index / chunkSize);
  const chunk = children[at]?.slice() ?? [];
  chunk[index % chunkSize] = child;
  children[at] = chunk;
}
