import type { Limits, MachineTask, ParseOptions } from '../types.js';
import type { ObjectReader } from './object-reader.js';
import type { ProblemList } from './problem-list.js';
import type { QueryLanguage, StateGraph } from './state-graph.js';

/** What the reading of one definition shares. */
export interface Reading {
  readonly problems: ProblemList;
  readonly options: ParseOptions;
  readonly limits: Limits;
  readonly tasks: MachineTask[];
  /** Where each name of a state was first seen. */
  readonly names: Map<string, string>;
  /** The query language of the whole machine. */
  readonly language: QueryLanguage;
  /** Whether any expression has to be evaluated asynchronously. */
  asynchronous: boolean;
  /** Reads a level of states inside of another. */
  graph(object: ObjectReader, around: readonly string[]): StateGraph | undefined;
}
