import type { StateGraph } from '../definition/state-graph.js';
import { frameAt } from './children.js';
import type { Frame } from './frame.js';
import { Position } from './position.js';

/** Where an id of a task or timer leads: positions of frames that are the step's own to change. */
interface Located {
  readonly top: Position;
  readonly at: Position;
}

/** Finds the frame that an id of a task or timer leads to; undefined when it no longer has it. */
export function locate(graph: StateGraph, frame: Frame | undefined, id: string): Located | undefined {
  const indices = indicesOf(id);
  if (indices === undefined || frame === undefined || !hasId(follow(frame, indices), id)) return undefined;
  const top = new Position(graph, owned(frame));
  let at = top;
  for (const index of indices) {
    const inner = at.frame.fan === undefined ? undefined : frameAt(at.frame.fan.children, index);
    if (inner === undefined) return undefined;
    at = at.child(index, inner);
    if (inner.fan !== undefined) at.replace(owned(inner));
  }
  return { top, at };
}

/** Of an id such as `task-12-0.3`: the branches and items that lead there. */
function indicesOf(id: string): number[] | undefined {
  const path = /^(?:task|timer)-\d+(?:-(\d+(?:\.\d+)*))?$/.exec(id);
  if (path === null) return undefined;
  return path[1] === undefined ? [] : path[1].split('.').map(Number);
}

function follow(from: Frame, indices: readonly number[]): Frame | undefined {
  let frame: Frame | undefined = from;
  for (const index of indices) frame = frame?.fan && frameAt(frame.fan.children, index);
  return frame;
}

function hasId(frame: Frame | undefined, id: string): boolean {
  if (frame === undefined) return false;
  const { task, timer } = frame;
  return timer === id || task?.id === id || task?.timeoutTimer === id || task?.heartbeatTimer === id;
}

/** A frame whose fan may be changed in place. */
function owned(frame: Frame): Frame {
  const { fan } = frame;
  return fan === undefined ? frame : { ...frame, fan: { ...fan, children: fan.children.slice() } };
}
