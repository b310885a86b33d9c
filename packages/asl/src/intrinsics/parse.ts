import { parseJsonPath } from '../json-path/json-path.js';
import { SyntaxProblem } from '../syntax-problem.js';
import { intrinsicFunctions } from './functions.js';
import type { Argument, Intrinsic } from './intrinsic.js';

/** As many as AWS allows within one field. */
const DEEPEST_CALL = 10;

const LONGEST = 16_384;

/** Reads a call such as `States.Format('{}', $.a)`. Throws `SyntaxProblem`. */
export function parseIntrinsic(text: string): Intrinsic {
  if (text.length > LONGEST) throw new SyntaxProblem(`has to be at most ${LONGEST} characters long`);
  const parser = new Parser(text);
  const intrinsic = parser.call(1);
  parser.end();
  return intrinsic;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#space();
  }

  call(depth: number): Intrinsic {
    const start = this.#at;
    if (depth > DEEPEST_CALL) throw new SyntaxProblem(`has to nest at most ${DEEPEST_CALL} intrinsic functions`);
    const name = this.#match(/States\.([A-Za-z0-9]+)\s*\(/y)?.[1];
    if (name === undefined) throw this.#unexpected('a call such as States.Format(…)');
    if (!Object.hasOwn(intrinsicFunctions, name)) {
      throw new SyntaxProblem(`has to call an intrinsic function that there is; there is no States.${name}`);
    }
    const values = this.#arguments(name, depth);
    const [least, most] = intrinsicFunctions[name]?.arity ?? [0, 0];
    if (values.length < least || values.length > most) {
      const wanted = most === Infinity ? `at least ${least}` : least === most ? `${least}` : `${least} to ${most}`;
      throw new SyntaxProblem(`has to give States.${name} ${wanted} arguments, not ${values.length}`);
    }
    return { text: this.#text.slice(start, this.#at), name, arguments: values };
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw this.#unexpected('nothing more');
  }

  #arguments(name: string, depth: number): Argument[] {
    const values: Argument[] = [];
    this.#space();
    if (this.#take(')')) return values;
    for (;;) {
      this.#space();
      values.push(this.#argument(depth, name === 'Format' && values.length === 0));
      this.#space();
      if (this.#take(')')) return values;
      if (!this.#take(',')) throw this.#unexpected("',' or ')'");
    }
  }

  #argument(depth: number, template: boolean): Argument {
    const next = this.#text[this.#at];
    if (next === "'") return { kind: 'constant', value: this.#string(template) };
    if (next === '$') return { kind: 'path', path: parseJsonPath(this.#path()) };
    if (next === 'S') return { kind: 'call', call: this.call(depth + 1) };
    const word = this.#match(/true\b|false\b|null\b|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y)?.[0];
    if (word === undefined)
      throw this.#unexpected('a string in single quotes, a number, true, false, null, a path or a call');
    return { kind: 'constant', value: JSON.parse(word.replace(/^(-?)0+(?=\d)/, '$1')) };
  }

  // States.Format tells '{}' from an escaped brace itself.
  #string(template: boolean): string {
    let value = '';
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      const character = this.#text[at] ?? '';
      if (character === "'") {
        this.#at = at + 1;
        return value;
      }
      const escaped = this.#text[at + 1] ?? '';
      if (character !== '\\') value += character;
      else if (escaped === '') break;
      else {
        if (!"'{}\\".includes(escaped))
          throw new SyntaxProblem(`has to escape quotes, braces and backslashes only, not '${escaped}'`);
        value += template && escaped !== "'" ? character + escaped : escaped;
        at++;
      }
    }
    throw new SyntaxProblem('has to close its strings in single quotes');
  }

  /** The text of a path: up to the comma or bracket that ends the argument. */
  #path(): string {
    const start = this.#at;
    let depth = 0;
    let quote = '';
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at] ?? '';
      if (quote !== '') {
        if (character === '\\') this.#at++;
        else if (character === quote) quote = '';
      } else if (character === "'" || character === '"') quote = character;
      else if ('[('.includes(character)) depth++;
      else if (depth === 0 && ',)'.includes(character)) break;
      else if ('])'.includes(character)) depth--;
    }
    return this.#text.slice(start, this.#at).trimEnd();
  }

  #space(): void {
    this.#match(/\s*/y);
  }

  #take(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found !== undefined) this.#at += found[0].length;
    return found;
  }

  #unexpected(wanted: string): SyntaxProblem {
    const place = this.#at >= this.#text.length ? 'at its end' : `at character ${this.#at + 1}`;
    return new SyntaxProblem(`has to be a call of an intrinsic function: ${place} it needs ${wanted}`);
  }
}
