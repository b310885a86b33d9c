import type { StateGraph } from '../definition/state-graph.js';
import type { Execution, Frame } from './frame.js';
import { Position } from './position.js';

/** The copy of an execution in which the frames that lead to a task or timer are copies too, free to be changed. */
export interface Located {
  readonly execution: Execution;
  readonly at: Position;
}

/** Finds the frame that an id of a task or timer leads to; undefined when it no longer has it. */
export function locate(graph: StateGraph, execution: Execution, id: string): Located | undefined {
  const indices = indicesOf(id);
  if (indices === undefined || execution.frame === undefined) return undefined;
  if (!hasId(follow(execution.frame, indices), id)) return undefined;
  const frame = copyOf(execution.frame);
  let at = new Position(graph, frame);
  for (const index of indices) {
    const child = at.frame.fan?.children[index];
    if (child === undefined || !('frame' in child)) return undefined;
    const copy = copyOf(child.frame);
    at.frame.fan?.children.splice(index, 1, { frame: copy });
    at = at.child(index, copy);
  }
  return { execution: { ...execution, frame }, at };
}

/** Of an id such as `task-12-0.3`: the branches and items that lead there. */
function indicesOf(id: string): number[] | undefined {
  const path = /^(?:task|timer)-\d+(?:-(\d+(?:\.\d+)*))?$/.exec(id);
  if (path === null) return undefined;
  return path[1] === undefined ? [] : path[1].split('.').map(Number);
}

function follow(from: Frame, indices: readonly number[]): Frame | undefined {
  let frame = from;
  for (const index of indices) {
    const child = frame.fan?.children[index];
    if (child === undefined || !('frame' in child)) return undefined;
    frame = child.frame;
  }
  return frame;
}

function hasId(frame: Frame | undefined, id: string): boolean {
  const task = frame?.task;
  return [frame?.timer, task?.id, task?.timeoutTimer, task?.heartbeatTimer].includes(id);
}

function copyOf(frame: Frame): Frame {
  return frame.fan === undefined
    ? { ...frame }
    : { ...frame, fan: { ...frame.fan, children: frame.fan.children.slice() } };
}
