import { SyntaxProblem } from '../syntax-problem.js';

/** How deep filters and brackets may nest. */
const MOST_NESTING = 50;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads the text of a path from left to right. */
export class PathReader {
  readonly text: string;
  at = 0;
  #nesting = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  take(token: string): boolean {
    if (!this.peek(token)) return false;
    this.at += token.length;
    return true;
  }

  /** The pattern has to be sticky (`y`). */
  takeMatch(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return found;
  }

  skipSpace(): void {
    this.takeMatch(/[ \t\n\r]*/y);
  }

  /** A string in quotes of either kind, with Java's escapes. */
  takeQuoted(): string {
    const quote = this.text[this.at];
    if (quote !== "'" && quote !== '"') throw this.unexpected('a quoted name');
    let value = '';
    for (let at = this.at + 1; at < this.text.length; at++) {
      const character = this.text[at];
      if (character === quote) {
        this.at = at + 1;
        return value;
      }
      if (character !== '\\') value += character;
      else {
        const escaped = /^u[0-9a-fA-F]{4}|^[\s\S]/.exec(this.text.slice(at + 1, at + 6))?.[0] ?? '';
        value +=
          ESCAPES[escaped] ?? (escaped.length > 1 ? String.fromCharCode(Number(`0x${escaped.slice(1)}`)) : escaped);
        at += escaped.length;
      }
    }
    throw new SyntaxProblem('has to close its quotes');
  }

  /** Counts nested filters and paths. */
  nested<T>(read: () => T): T {
    if (++this.#nesting > MOST_NESTING) throw new SyntaxProblem(`has to nest at most ${MOST_NESTING} deep`);
    const result = read();
    this.#nesting--;
    return result;
  }

  unexpected(wanted: string): SyntaxProblem {
    const place = this.done ? 'at its end' : `at character ${this.at + 1}`;
    return new SyntaxProblem(`has to be a JSONPath: ${place} it needs ${wanted}`);
  }
}
