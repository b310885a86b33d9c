import { type Pattern, parsePattern } from '../regex/pattern.js';
import type { Json } from '../types.js';
import type { PathReader } from './path-reader.js';
import { type Filter, type Operand, type Operator, operators, type Step } from './path-tree.js';

/** Reads the steps of a path. Handed in, since paths and filters contain each other. */
export type ReadSteps = (reader: PathReader) => Step[];

/** Reads the inside of `[?( … )]`. Throws `SyntaxProblem`. */
export function parseFilter(reader: PathReader, readSteps: ReadSteps): Filter {
  return new FilterParser(reader, readSteps).any();
}

class FilterParser {
  readonly #reader: PathReader;
  readonly #readSteps: ReadSteps;

  constructor(reader: PathReader, readSteps: ReadSteps) {
    this.#reader = reader;
    this.#readSteps = readSteps;
  }

  any(): Filter {
    const all = () => this.#chain('&&', 'all', () => this.#test());
    return this.#reader.nested(() => this.#chain('||', 'any', all));
  }

  #chain(token: string, kind: 'any' | 'all', read: () => Filter): Filter {
    const first = read();
    const tests = [first];
    while (this.#take(token)) tests.push(read());
    return tests.length === 1 ? first : { kind, tests };
  }

  #test(): Filter {
    if (this.#take('!')) return { kind: 'not', test: this.#reader.nested(() => this.#test()) };
    if (!this.#take('(')) return this.#comparison();
    const test = this.any();
    if (!this.#take(')')) throw this.#reader.unexpected("')'");
    return test;
  }

  #comparison(): Filter {
    const left = this.#operand();
    if (this.#take('=~')) return { kind: 'matches', left, pattern: this.#regex() };
    const operator = this.#operator();
    return operator === undefined
      ? { kind: 'exists', operand: left }
      : { kind: 'compare', operator, left, right: this.#operand() };
  }

  #operator(): Operator | undefined {
    this.#reader.skipSpace();
    const word = this.#reader.takeMatch(/[=!<>]=|[<>]|(?:in|nin|subsetof|anyof|noneof|size|empty)\b/iy);
    return operators.find((operator) => operator === word?.toLowerCase());
  }

  #regex(): Pattern {
    this.#reader.skipSpace();
    const literal = this.#reader.takeMatch(/\/(?:[^/\\]|\\.)+\/[a-z]*/y);
    if (literal === undefined) throw this.#reader.unexpected('a regular expression');
    const end = literal.lastIndexOf('/');
    return parsePattern(literal.slice(1, end), literal.slice(end + 1));
  }

  #operand(): Operand {
    const from = this.#take('@') ? 'item' : this.#take('$') ? 'document' : undefined;
    if (from === undefined) return { kind: 'constant', value: this.#constant() };
    return { kind: 'path', from, steps: this.#reader.nested(() => this.#readSteps(this.#reader)) };
  }

  #constant(): Json {
    this.#reader.skipSpace();
    if (this.#reader.peek("'") || this.#reader.peek('"')) return this.#reader.takeQuoted();
    if (this.#take('[')) return this.#reader.nested(() => this.#list());
    const word = this.#reader.takeMatch(/true\b|false\b|null\b|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y);
    if (word === undefined) throw this.#reader.unexpected('a path, a string, a number, true, false, null or a list');
    return JSON.parse(word.replace(/^(-?)0+(?=\d)/, '$1'));
  }

  #list(): Json[] {
    if (this.#take(']')) return [];
    const items = [this.#constant()];
    while (this.#take(',')) items.push(this.#constant());
    if (!this.#take(']')) throw this.#reader.unexpected("']'");
    return items;
  }

  #take(token: string): boolean {
    this.#reader.skipSpace();
    return this.#reader.take(token);
  }
}
