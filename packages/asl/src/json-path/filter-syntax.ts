import { type Pattern, parsePattern } from '../regex/pattern.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json } from '../types.js';
import type { PathReader } from './path-reader.js';
import { parseSteps, type Step } from './path-syntax.js';

/** What a filter `[?( … )]` asks of an item. */
export type Filter =
  | { readonly kind: 'any' | 'all'; readonly tests: readonly Filter[] }
  | { readonly kind: 'not'; readonly test: Filter }
  | { readonly kind: 'exists'; readonly operand: Operand }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'matches'; readonly left: Operand; readonly pattern: Pattern };

export type Operand =
  | { readonly kind: 'constant'; readonly value: Json }
  /** A path from the item (`@`) or from the document (`$`). */
  | { readonly kind: 'path'; readonly from: 'item' | 'document'; readonly steps: readonly Step[] };

const OPERATORS = [
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  'in',
  'nin',
  'subsetof',
  'anyof',
  'noneof',
  'size',
  'empty',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** Reads the inside of `[?( … )]`. Throws `SyntaxProblem`. */
export function parseFilter(reader: PathReader): Filter {
  return reader.nested(() => parseAny(reader));
}

function parseAny(reader: PathReader): Filter {
  return parseChain(reader, '||', 'any', () => parseChain(reader, '&&', 'all', () => parseTest(reader)));
}

function parseChain(reader: PathReader, token: string, kind: 'any' | 'all', read: () => Filter): Filter {
  const first = read();
  const tests = [first];
  for (;;) {
    reader.skipSpace();
    if (!reader.take(token)) return tests.length === 1 ? first : { kind, tests };
    tests.push(read());
  }
}

function parseTest(reader: PathReader): Filter {
  reader.skipSpace();
  if (reader.take('!')) return { kind: 'not', test: reader.nested(() => parseTest(reader)) };
  if (reader.take('(')) {
    const test = parseFilter(reader);
    reader.skipSpace();
    if (!reader.take(')')) throw reader.unexpected("')'");
    return test;
  }
  return parseComparison(reader);
}

function parseComparison(reader: PathReader): Filter {
  const left = parseOperand(reader);
  reader.skipSpace();
  if (reader.take('=~')) {
    reader.skipSpace();
    return { kind: 'matches', left, pattern: parseRegex(reader) };
  }
  const operator = takeOperator(reader);
  if (operator === undefined) return { kind: 'exists', operand: left };
  return { kind: 'compare', operator, left, right: parseOperand(reader) };
}

function takeOperator(reader: PathReader): Operator | undefined {
  const word = reader.takeMatch(/[=!<>]=|[<>]|(?:in|nin|subsetof|anyof|noneof|size|empty)\b/iy)?.toLowerCase();
  return OPERATORS.find((operator) => operator === word);
}

function parseRegex(reader: PathReader): Pattern {
  const literal = reader.takeMatch(/\/(?:[^/\\]|\\.)+\/[a-z]*/y);
  if (literal === undefined) throw reader.unexpected('a regular expression');
  const end = literal.lastIndexOf('/');
  return parsePattern(literal.slice(1, end), literal.slice(end + 1));
}

function parseOperand(reader: PathReader): Operand {
  reader.skipSpace();
  if (reader.take('@')) return { kind: 'path', from: 'item', steps: reader.nested(() => parseSteps(reader)) };
  if (reader.take('$')) return { kind: 'path', from: 'document', steps: reader.nested(() => parseSteps(reader)) };
  return { kind: 'constant', value: parseConstant(reader) };
}

function parseConstant(reader: PathReader): Json {
  reader.skipSpace();
  if (reader.peek("'") || reader.peek('"')) return reader.takeQuoted();
  if (reader.take('[')) return reader.nested(() => parseList(reader));
  const word = reader.takeMatch(/true\b|false\b|null\b|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y);
  if (word === undefined) throw reader.unexpected('a path, a string, a number, true, false, null or a list of these');
  return JSON.parse(normalNumber(word));
}

function normalNumber(word: string): string {
  return word.replace(/^(-?)0+(?=\d)/, '$1');
}

function parseList(reader: PathReader): Json[] {
  const items: Json[] = [];
  reader.skipSpace();
  if (reader.take(']')) return items;
  for (;;) {
    items.push(parseConstant(reader));
    reader.skipSpace();
    if (reader.take(']')) return items;
    if (!reader.take(',')) throw new SyntaxProblem("has to close its list with ']'");
  }
}
