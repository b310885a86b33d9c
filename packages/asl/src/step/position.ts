import type { State, StateGraph } from '../definition/state-graph.js';
import type { Json, JsonObject } from '../types.js';
import { frameAt, putChild } from './children.js';
import type { Frame } from './frame.js';

/** The item that a `Map` makes a child of: `$$.Map.Item`. */
export interface MapItem {
  readonly index: number;
  readonly value: Json;
}

const none: JsonObject = {};

/** A frame in its place: what is around it. Lives for one step only. */
export class Position {
  readonly graph: StateGraph;
  readonly parent: Position | undefined;
  /** Which branch or item of the parent's state it is. */
  readonly index: number;
  readonly item: MapItem | undefined;
  /** The indices that lead to it, for ids of tasks and timers: `''` at the top, then such as `0.3`. */
  readonly path: string;
  readonly #outer: Readonly<JsonObject>;
  #frame: Frame;
  #state: State | undefined;
  #variables: Readonly<JsonObject> | undefined;

  constructor(
    graph: StateGraph,
    frame: Frame,
    within?: { parent: Position; index: number; item?: MapItem | undefined; isolated?: boolean },
  ) {
    this.graph = graph;
    this.#frame = frame;
    this.parent = within?.parent;
    this.index = within?.index ?? 0;
    this.item = within?.item ?? within?.parent.item;
    const above = this.parent?.path;
    this.path = above === undefined ? '' : above === '' ? `${this.index}` : `${above}.${this.index}`;
    this.#outer = within === undefined || within.isolated === true ? none : within.parent.variables;
  }

  get frame(): Frame {
    return this.#frame;
  }

  /** Puts another frame in this place. */
  replace(frame: Frame): void {
    if (frame.state !== this.#frame.state) this.#state = undefined;
    if (frame.variables !== this.#frame.variables) this.#variables = undefined;
    this.#frame = frame;
    const fan = this.parent?.frame.fan;
    if (fan !== undefined) putChild(fan.children, this.index, { frame });
  }

  get state(): State {
    this.#state ??= this.graph.states.get(this.#frame.state);
    if (this.#state !== undefined) return this.#state;
    throw new RangeError(`The machine has no state ${JSON.stringify(this.#frame.state)} here`);
  }

  /** All variables that are seen here. */
  get variables(): Readonly<JsonObject> {
    const { variables } = this.#frame;
    if (variables === undefined) return this.#outer;
    if (this.#outer === none) return variables;
    this.#variables ??= { ...this.#outer, ...variables };
    return this.#variables;
  }

  /** Whether a variable belongs to a level around this one. */
  isOuter(variable: string): boolean {
    return Object.hasOwn(this.#outer, variable);
  }

  /** The position of a branch or item of the state that this position is in. */
  child(index: number, frame: Frame): Position {
    const { state } = this;
    if (state.type === 'Parallel') {
      const graph = state.branches[index];
      if (graph !== undefined) return new Position(graph, frame, { parent: this, index });
    }
    if (state.type === 'Map') {
      const value = this.#frame.fan?.items?.[index] ?? null;
      return new Position(state.processor, frame, {
        parent: this,
        index,
        item: { index, value },
        isolated: state.distributed,
      });
    }
    throw new RangeError(`State ${JSON.stringify(state.name)} of the machine has no branch ${index}`);
  }

  /** Whether it still runs: a failure of a sibling may have ended it. */
  get alive(): boolean {
    if (this.parent === undefined) return true;
    const { fan } = this.parent.frame;
    return fan !== undefined && frameAt(fan.children, this.index) === this.#frame && this.parent.alive;
  }

  /** Of the history: the states around it. */
  get within(): { state: string; index: number }[] | undefined {
    if (this.parent === undefined) return undefined;
    return [...(this.parent.within ?? []), { state: this.parent.frame.state, index: this.index }];
  }
}
