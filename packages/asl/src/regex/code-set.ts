import { SyntaxProblem } from '../syntax-problem.js';
import type { CodeTest } from './program.js';

interface Read {
  readonly test: CodeTest;
  /** The place after what was read. */
  readonly end: number;
}

/** Just one code unit. */
export function oneCode(code: number): CodeTest {
  return (other) => other === code;
}

/** What `.` matches without the `s` flag: all but line ends. */
export function dot(code: number): boolean {
  return !isLineEnd(code);
}

export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}

export function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}

const isDigit: CodeTest = (code) => code >= 48 && code <= 57;
const isSpace: CodeTest = (code) => String.fromCharCode(code).trim() === '';
const not =
  (test: CodeTest): CodeTest =>
  (code) =>
    !test(code);
const KINDS: Record<string, CodeTest> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};
const CONTROLS: Record<string, number> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 };

/** Reads what stands after a backslash, be it a kind such as `\d` or one code unit. */
export function escapedSet(source: string, at: number): Read {
  const kind = KINDS[source[at] ?? ''];
  if (kind !== undefined) return { test: kind, end: at + 1 };
  const { code, end } = escapedCode(source, at);
  return { test: oneCode(code), end };
}

function escapedCode(source: string, at: number): { code: number; end: number } {
  const letter = source[at];
  if (letter === undefined) throw problem(source, 'a backslash at its end');
  const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(source.slice(at, at + 5));
  if (hex !== null) return { code: Number.parseInt(hex[1] ?? hex[2] ?? '', 16), end: at + hex[0].length };
  const control = /^c([A-Za-z])/.exec(source.slice(at, at + 2))?.[1];
  if (control !== undefined) return { code: control.charCodeAt(0) % 32, end: at + 2 };
  if (/[pP]/.test(letter) && source[at + 1] === '{')
    throw problem(source, 'a Unicode property, which is not supported');
  return { code: CONTROLS[letter] ?? letter.charCodeAt(0), end: at + 1 };
}

/** Reads a class; `at` is the place after its `[`. What it excludes, it excludes in either case. */
export function parseClass(source: string, at: number, ignoreCase: boolean): Read {
  const negative = source[at] === '^';
  const tests: CodeTest[] = [];
  let place = negative ? at + 1 : at;
  while (source[place] !== ']') {
    if (place >= source.length) throw problem(source, "'[' without ']'");
    const item = classItem(source, place);
    place = item.end;
    tests.push(item.test);
  }
  const any: CodeTest = (code) => tests.some((test) => test(code));
  const folded = ignoreCase ? inEitherCase(any) : any;
  return { test: negative ? not(folded) : folded, end: place + 1 };
}

/** A set and what its members are in the other case. */
export function inEitherCase(test: CodeTest): CodeTest {
  return (code) => test(code) || test(swapped(code, 'toUpperCase')) || test(swapped(code, 'toLowerCase'));
}

function swapped(code: number, change: 'toUpperCase' | 'toLowerCase'): number {
  const unit = String.fromCharCode(code)[change]();
  return unit.length === 1 ? unit.charCodeAt(0) : code;
}

function classItem(source: string, at: number): Read {
  const low = classCode(source, at);
  if (low.kind !== undefined) return { test: low.kind, end: low.end };
  const ranges = source[low.end] === '-' && low.end + 1 < source.length && source[low.end + 1] !== ']';
  if (!ranges) return { test: oneCode(low.code), end: low.end };
  const high = classCode(source, low.end + 1);
  if (high.kind !== undefined) return { test: oneCode(low.code), end: low.end };
  if (high.code < low.code) throw problem(source, 'a range whose ends are out of order');
  return { test: (code) => code >= low.code && code <= high.code, end: high.end };
}

function classCode(source: string, at: number): { code: number; kind?: CodeTest; end: number } {
  if (source[at] !== '\\') return { code: source.charCodeAt(at), end: at + 1 };
  const kind = KINDS[source[at + 1] ?? ''];
  if (kind !== undefined) return { code: 0, kind, end: at + 2 };
  return source[at + 1] === 'b' ? { code: 8, end: at + 2 } : escapedCode(source, at + 1);
}

function problem(source: string, what: string): SyntaxProblem {
  return new SyntaxProblem(`has to be a regular expression: /${source.slice(0, 100)}/ has ${what}`);
}
