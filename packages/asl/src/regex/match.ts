import type { Budget } from '../budget/budget.js';
import { isLineEnd, isWord } from './code-set.js';
import type { Pattern } from './pattern.js';
import type { Instruction } from './program.js';

/** Where a pattern was found. */
export class RegexMatch {
  readonly text: string;
  /** Starts at even places, ends at odd ones, by group; -1 where a group took no part. */
  readonly #places: readonly number[];

  constructor(text: string, places: readonly number[]) {
    this.text = text;
    this.#places = places;
  }

  get start(): number {
    return this.#places[0] ?? -1;
  }

  get end(): number {
    return this.#places[1] ?? -1;
  }

  group(number: number): string | undefined {
    const [start = -1, end = -1] = this.#places.slice(2 * number, 2 * number + 2);
    return start < 0 || end < 0 ? undefined : this.text.slice(start, end);
  }
}

/** Steps of the matcher are short: so many make up one operation. */
const STEPS_AN_OPERATION = 4;

/** Looks for a pattern from a place on. Throws what the budget throws. */
export function findMatch(pattern: Pattern, text: string, from: number, budget: Budget): RegexMatch | undefined {
  const matcher = new Matcher(pattern, text, budget);
  for (let start = from; start <= text.length; start++) {
    const end = matcher.run(pattern.program, start);
    if (end >= 0) {
      matcher.places[0] = start;
      matcher.places[1] = end;
      return new RegexMatch(text, matcher.places);
    }
  }
  return undefined;
}

/** Looks whether a pattern matches the whole of a text. */
export function matchesAll(pattern: Pattern, text: string, budget: Budget): boolean {
  return new Matcher(pattern, text, budget).run(pattern.program, 0, true) >= 0;
}

type Undo =
  | { readonly kind: 'resume'; readonly pc: number; readonly at: number }
  | { readonly kind: 'place'; readonly index: number; readonly value: number }
  | { readonly kind: 'register'; readonly index: number; readonly value: number }
  | { readonly kind: 'shorter'; readonly pc: number; readonly at: number; readonly least: number }
  | { readonly kind: 'longer'; readonly pc: number; readonly at: number; readonly most: number };

/** Tries alternatives one after the other; what was put off stands on a stack of its own, not on that of JavaScript. */
class Matcher {
  places: number[];
  readonly #text: string;
  readonly #budget: Budget;
  readonly #registers: number[];
  #steps = 0;

  constructor(pattern: Pattern, text: string, budget: Budget) {
    this.#text = text;
    this.#budget = budget;
    this.places = new Array<number>(2 * pattern.groups + 2).fill(-1);
    this.#registers = new Array<number>(pattern.registers).fill(-1);
  }

  /** The place where the match ends, or -1. */
  run(program: readonly Instruction[], start: number, toEnd = false): number {
    const undone: Undo[] = [];
    let pc = 0;
    let at = start;
    for (;;) {
      this.#count(1);
      const instruction = program[pc];
      if (instruction === undefined || (instruction.op === 'match' && (!toEnd || at === this.#text.length))) return at;
      const next = instruction.op === 'match' ? -1 : this.#step(instruction, pc, at, undone);
      if (next >= 0) {
        pc = this.#pc;
        at = next;
        continue;
      }
      const resumed = this.#backtrack(program, undone);
      if (resumed < 0) return -1;
      pc = this.#pc;
      at = resumed;
    }
  }

  #pc = 0;

  #count(steps: number): void {
    this.#steps += steps;
    if (this.#steps < STEPS_AN_OPERATION) return;
    this.#budget.spend(Math.floor(this.#steps / STEPS_AN_OPERATION));
    this.#steps %= STEPS_AN_OPERATION;
  }

  /** The place after an instruction, or -1 when it fails; sets the instruction to go on with. */
  #step(instruction: Exclude<Instruction, { op: 'match' }>, pc: number, at: number, undone: Undo[]): number {
    this.#pc = pc + 1;
    switch (instruction.op) {
      case 'unit':
        return at < this.#text.length && instruction.test(this.#text.charCodeAt(at)) ? at + 1 : -1;
      case 'run':
        return this.#run(instruction, pc, at, undone);
      case 'split':
        undone.push({ kind: 'resume', pc: instruction.second, at });
        this.#pc = instruction.first;
        return at;
      case 'jump':
        this.#pc = instruction.to;
        return at;
      case 'save':
        this.#place(instruction.slot, at, undone);
        return at;
      case 'forget':
        for (let slot = 2 * instruction.from; slot < 2 * instruction.to; slot++) this.#place(slot, -1, undone);
        return at;
      case 'mark':
        undone.push({
          kind: 'register',
          index: instruction.register,
          value: this.#registers[instruction.register] ?? -1,
        });
        this.#registers[instruction.register] = at;
        return at;
      case 'progress':
        return this.#registers[instruction.register] === at ? -1 : at;
      case 'assert':
        return this.#holds(instruction.kind, at) ? at : -1;
      case 'look':
        return this.#look(instruction, pc, at, undone);
      case 'reference':
        return this.#reference(instruction, at);
    }
  }

  #place(slot: number, value: number, undone: Undo[]): void {
    undone.push({ kind: 'place', index: slot, value: this.places[slot] ?? -1 });
    this.places[slot] = value;
  }

  #run(
    { test, least, most, greedy }: Extract<Instruction, { op: 'run' }>,
    pc: number,
    at: number,
    undone: Undo[],
  ): number {
    const text = this.#text;
    const furthest = Math.min(text.length, at + (greedy ? most : least));
    let end = at;
    while (end < furthest && test(text.charCodeAt(end))) end++;
    this.#count((end - at) >> 3);
    if (end - at < least) return -1;
    if (greedy && end > at + least) undone.push({ kind: 'shorter', pc, at: end, least: at + least });
    if (!greedy && most > least) undone.push({ kind: 'longer', pc, at: end, most: at + most });
    return end;
  }

  #holds(kind: Extract<Instruction, { op: 'assert' }>['kind'], at: number): boolean {
    const text = this.#text;
    switch (kind) {
      case 'start':
        return at === 0;
      case 'end':
        return at === text.length;
      case 'lineStart':
        return at === 0 || isLineEnd(text.charCodeAt(at - 1));
      case 'lineEnd':
        return at === text.length || isLineEnd(text.charCodeAt(at));
      default: {
        const before = at > 0 && isWord(text.charCodeAt(at - 1));
        const after = at < text.length && isWord(text.charCodeAt(at));
        return (before !== after) === (kind === 'boundary');
      }
    }
  }

  #look({ negative, program }: Extract<Instruction, { op: 'look' }>, pc: number, at: number, undone: Undo[]): number {
    const before = this.places.slice();
    const found = this.run(program, at) >= 0;
    const after = this.places;
    this.places = before;
    if (found && !negative) {
      for (const [slot, value] of after.entries()) if (value !== before[slot]) this.#place(slot, value, undone);
    }
    this.#pc = pc + 1;
    return found === negative ? -1 : at;
  }

  #reference({ group, ignoreCase }: Extract<Instruction, { op: 'reference' }>, at: number): number {
    const start = this.places[2 * group] ?? -1;
    const end = this.places[2 * group + 1] ?? -1;
    if (start < 0 || end < 0) return at;
    const wanted = this.#text.slice(start, end);
    const found = this.#text.slice(at, at + wanted.length);
    this.#count(wanted.length);
    const same = ignoreCase ? wanted.toLowerCase() === found.toLowerCase() : wanted === found;
    return same ? at + wanted.length : -1;
  }

  /** Goes back to what was put off last; the place there, or -1 when nothing is left. */
  #backtrack(program: readonly Instruction[], undone: Undo[]): number {
    for (;;) {
      const undo = undone.pop();
      if (undo === undefined) return -1;
      if (undo.kind === 'place') this.places[undo.index] = undo.value;
      else if (undo.kind === 'register') this.#registers[undo.index] = undo.value;
      else if (undo.kind === 'resume') {
        this.#pc = undo.pc;
        return undo.at;
      } else if (undo.kind === 'shorter') {
        if (undo.at - 1 > undo.least) undone.push({ ...undo, at: undo.at - 1 });
        this.#pc = undo.pc + 1;
        return undo.at - 1;
      } else {
        const instruction = program[undo.pc];
        const text = this.#text;
        if (instruction?.op !== 'run' || undo.at >= Math.min(text.length, undo.most)) continue;
        if (!instruction.test(text.charCodeAt(undo.at))) continue;
        undone.push({ ...undo, at: undo.at + 1 });
        this.#pc = undo.pc + 1;
        return undo.at + 1;
      }
    }
  }
}
