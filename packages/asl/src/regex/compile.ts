import { SyntaxProblem } from '../syntax-problem.js';
import { dot, inEitherCase } from './code-set.js';
import type { RegexNode } from './parse.js';
import type { CodeTest, Instruction } from './program.js';

export interface RegexModes {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/** Counted quantifiers are written out, which has to end somewhere. */
const LONGEST_PROGRAM = 20_000;

export function compileNode(node: RegexNode, modes: RegexModes): { program: Instruction[]; registers: number } {
  const compiler = new Compiler(modes);
  const program = compiler.whole(node);
  return { program, registers: compiler.registers };
}

class Compiler {
  registers = 0;
  readonly #modes: RegexModes;
  #size = 0;
  #program: Instruction[] = [];

  constructor(modes: RegexModes) {
    this.#modes = modes;
  }

  whole(node: RegexNode): Instruction[] {
    const outer = this.#program;
    const program: Instruction[] = [];
    this.#program = program;
    this.#add(node);
    this.#emit({ op: 'match' });
    this.#program = outer;
    return program;
  }

  #emit<I extends Instruction>(instruction: I): I {
    if (++this.#size > LONGEST_PROGRAM) throw new SyntaxProblem('has to be a smaller regular expression');
    this.#program.push(instruction);
    return instruction;
  }

  #add(node: RegexNode): void {
    switch (node.kind) {
      case 'set':
      case 'dot':
        this.#emit({ op: 'unit', test: this.#test(node) });
        return;
      case 'sequence':
        for (const part of node.parts) this.#add(part);
        return;
      case 'choice':
        this.#choice(node.parts);
        return;
      case 'group':
        this.#emit({ op: 'save', slot: 2 * node.group });
        this.#add(node.part);
        this.#emit({ op: 'save', slot: 2 * node.group + 1 });
        return;
      case 'repeat':
        this.#repeat(node);
        return;
      case 'assert':
        this.#emit({ op: 'assert', kind: this.#assertion(node.what) });
        return;
      case 'look':
        this.#emit({ op: 'look', negative: node.negative, program: this.whole(node.part) });
        return;
      case 'reference':
        this.#emit({ op: 'reference', group: node.group, ignoreCase: this.#modes.ignoreCase });
    }
  }

  #test(node: Extract<RegexNode, { kind: 'set' | 'dot' }>): CodeTest {
    if (node.kind === 'dot') return this.#modes.dotAll ? () => true : dot;
    return this.#modes.ignoreCase ? inEitherCase(node.test) : node.test;
  }

  #assertion(what: '^' | '$' | 'b' | 'B'): Extract<Instruction, { op: 'assert' }>['kind'] {
    if (what === 'b') return 'boundary';
    if (what === 'B') return 'inside';
    if (what === '^') return this.#modes.multiline ? 'lineStart' : 'start';
    return this.#modes.multiline ? 'lineEnd' : 'end';
  }

  #choice(parts: readonly RegexNode[]): void {
    const ends: { to: number }[] = [];
    for (const [index, part] of parts.entries()) {
      if (index === parts.length - 1) {
        this.#add(part);
        continue;
      }
      const split = this.#emit({ op: 'split', first: this.#program.length + 1, second: 0 });
      this.#add(part);
      ends.push(this.#emit({ op: 'jump', to: 0 }));
      split.second = this.#program.length;
    }
    for (const end of ends) end.to = this.#program.length;
  }

  #repeat(node: Extract<RegexNode, { kind: 'repeat' }>): void {
    const { part, least, most, greedy } = node;
    if (part.kind === 'set' || part.kind === 'dot') {
      this.#emit({ op: 'run', test: this.#test(part), least, most, greedy });
      return;
    }
    for (let turn = 0; turn < least; turn++) this.#turn(node);
    if (most === Infinity) {
      const split = this.#emit({ op: 'split', first: 0, second: 0 });
      const start = this.#program.length;
      this.#optionalTurn(node);
      this.#emit({ op: 'jump', to: start - 1 });
      aim(split, start, this.#program.length, greedy);
      return;
    }
    const splits: { split: { first: number; second: number }; start: number }[] = [];
    for (let turn = least; turn < most; turn++) {
      splits.push({ split: this.#emit({ op: 'split', first: 0, second: 0 }), start: this.#program.length });
      this.#optionalTurn(node);
    }
    for (const { split, start } of splits) aim(split, start, this.#program.length, greedy);
  }

  #turn({ part, groups: [from, to] }: Extract<RegexNode, { kind: 'repeat' }>): void {
    if (from < to) this.#emit({ op: 'forget', from, to });
    this.#add(part);
    // A counted quantifier around a counted quantifier must not grow for ever, whatever it writes out.
    if (++this.#size > LONGEST_PROGRAM) throw new SyntaxProblem('has to be a smaller regular expression');
  }

  #optionalTurn(node: Extract<RegexNode, { kind: 'repeat' }>): void {
    const register = this.registers++;
    this.#emit({ op: 'mark', register });
    this.#turn(node);
    this.#emit({ op: 'progress', register });
  }
}

function aim(split: { first: number; second: number }, turn: number, after: number, greedy: boolean): void {
  split.first = greedy ? turn : after;
  split.second = greedy ? after : turn;
}
