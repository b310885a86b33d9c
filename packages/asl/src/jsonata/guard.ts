import type { Budget } from '../budget/budget.js';
import { EvaluationError } from '../evaluation-error.js';
import type { JsonataScope } from '../evaluation-scope.js';
import { deepestNesting } from '../limits.js';
import { type Environment, type Focus, isFunctionValue, type Node, type Sequence } from './engine.js';
import { type Mark, markOf } from './marks.js';
import { regexEngineFor } from './regex-engine.js';

/** Binds the guard in an expression's environment. No variable has a blank in its name. */
export const guardName = 'its guard';

/** How much of `dataBytes` a value on the way to a result may be, written out as JSON. */
const ROOM = 16;

/** The chain of closures within closures, which look-ups go along. */
const DEEPEST_FRAMES = 300;

/** Nodes that may give something that was not there before. */
const MAKERS = new Set(['path', 'unary', 'binary', 'function', 'apply', 'wildcard', 'descendant', 'parent']);

/** Operations that entering a node counts for; the engine waits at each. */
const NODE = 2;

interface Extent {
  readonly bytes: number;
  readonly depth: number;
}

/**
 * Holds one evaluation to its bounds. The engine tells it of every node that it enters and leaves; from that it counts
 * operations, and it measures each array and object once, so that no value grows, written out as a tree, beyond a bound:
 * values share their parts, and what is cheap to build may be endless to print or to compare.
 */
export class Guard {
  readonly scope: JsonataScope;
  readonly budget: Budget;
  readonly mostBytes: number;
  readonly #frames = new Map<object, number>();
  readonly #keyCounts = new Map<Node, number>();
  // No weak map: collecting those takes longer than all that evaluations do.
  #extents = new Map<object, Extent>();
  #started = false;

  constructor(scope: JsonataScope, budget: Budget) {
    this.scope = scope;
    this.budget = budget;
    this.mostBytes = scope.limits.dataBytes * ROOM;
  }

  enter(node: Node, input: unknown, environment: Environment): void {
    if (!this.#started) this.#start(environment);
    this.budget.spend(NODE);
    const mark = markOf(node);
    if (mark?.sortTerm) this.budget.spend(64);
    if (mark?.groupKey) this.#countKey(node);
    for (const [key] of mark?.groupOf ?? []) this.#keyCounts.delete(key);
    if (node.type === 'name' && Array.isArray(input)) this.spendFor(input);
    else if (node.type === 'descendant') this.spendFor(input, 5);
    else if (node.type === 'wildcard') this.#spendForFields(input);
  }

  exit(node: Node, result: unknown): void {
    const mark = markOf(node);
    if (mark !== undefined) this.#exitMarked(mark, result);
    if (result === null || result === undefined || !(MAKERS.has(node.type) || mark?.groupOf !== undefined)) return;
    // A path that gathered nothing anew gives what its last step gave.
    if (node.type === 'path' && mark?.groupOf === undefined && !(result as Sequence).sequence) return;
    if (typeof result === 'string') this.spendFor(result);
    else if (typeof result === 'object' && !(result as Sequence).tupleStream) this.measure(result);
  }

  #exitMarked(mark: Mark, result: unknown): void {
    if (mark.step && Array.isArray(result)) this.budget.spend(mark.tuple ? result.length : result.length >> 2);
    if (mark.weighed) this.spendFor(result, 5);
    if (mark.changesClone) this.#extents.clear();
    // The engine would note on the data what it is called by.
    if (mark.procedure && result !== null && typeof result === 'object' && !isFunctionValue(result)) {
      throw { code: 'T1006' };
    }
  }

  enterFrame(outer: object, inner: object): void {
    const depth = (this.#frames.get(outer) ?? 0) + 1;
    if (depth > DEEPEST_FRAMES) throw this.budget.exceeded('nests its functions and blocks too deep');
    this.#frames.set(inner, depth);
  }

  /** Charges for a walk through a value: an operation for so many bytes of it, as a power of two. */
  spendFor(value: unknown, shift = 6): void {
    this.budget.spend(typeof value === 'string' ? value.length >> 5 : this.measure(value).bytes >> shift);
  }

  /** Refuses texts that are not built yet. */
  requireRoom(characters: number): void {
    if (!(characters <= this.mostBytes)) throw this.#tooBig();
  }

  /** How big a value is as JSON, about. Throws when it is beyond the bound. */
  measure(value: unknown): Extent {
    if (typeof value === 'string') return { bytes: value.length + 2, depth: 0 };
    if (value === null || typeof value !== 'object' || isFunctionValue(value)) return { bytes: 8, depth: 0 };
    const known = this.#extents.get(value);
    if (known !== undefined) return known;
    const extent = this.#measureParts(value);
    if (extent.depth > deepestNesting) throw this.budget.exceeded(`builds data of more than ${deepestNesting} levels`);
    this.#extents.set(value, extent);
    return extent;
  }

  #measureParts(value: object): Extent {
    let bytes = 2;
    let depth = 0;
    const add = (part: unknown): void => {
      const extent = this.measure(part);
      bytes += extent.bytes + 1;
      depth = Math.max(depth, extent.depth);
      if (bytes > this.mostBytes) throw this.#tooBig();
    };
    if (Array.isArray(value)) {
      this.budget.spend(value.length >> 3);
      for (const part of value) add(part);
    } else {
      for (const [key, part] of Object.entries(value)) {
        bytes += key.length + 3;
        add(part);
      }
      this.budget.spend(bytes >> 8);
    }
    return { bytes, depth: depth + 1 };
  }

  #tooBig(): EvaluationError {
    return this.budget.exceeded(`builds data of more than ${this.mostBytes} bytes`);
  }

  #start(environment: Environment): void {
    this.#started = true;
    environment.timestamp = new Date(this.scope.moment.now);
    Object.defineProperty(environment.base, 'RegexEngine', { get: () => regexEngineFor(this.budget) });
    environment.base.createSequence = createSequence;
  }

  // The engine copies a group's items for each that it adds.
  #countKey(node: Node): void {
    const count = (this.#keyCounts.get(node) ?? 0) + 1;
    this.#keyCounts.set(node, count);
    this.budget.spend(count >> 6);
  }

  #spendForFields(input: unknown): void {
    if (input === null || typeof input !== 'object') return;
    const fields = Object.keys(input).length;
    this.budget.spend((fields >> 2) + ((fields * fields) >> 8));
  }
}

/** As the engine makes its sequences, but without its check at each push, which costs more than all else. */
function createSequence(...values: unknown[]): unknown[] {
  const sequence: Sequence = values;
  sequence.sequence = true;
  return sequence;
}

/** The guard of the evaluation that calls a function. */
export function guardOf({ environment }: Focus): Guard {
  const guard = environment.lookup(guardName);
  if (guard instanceof Guard) return guard;
  throw new EvaluationError('States.QueryEvaluationError', 'The function is not called from an expression');
}
