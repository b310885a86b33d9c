import type { Limits, Machine } from '../types.js';
import type { StateGraph } from './state-graph.js';

/** What a `Machine` really is. */
export interface CompiledMachine extends Machine {
  readonly graph: StateGraph;
  readonly limits: Limits;
  readonly timeoutSeconds: number | undefined;
}
