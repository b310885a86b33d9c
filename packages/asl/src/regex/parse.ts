import { SyntaxProblem } from '../syntax-problem.js';
import { escapedSet, oneCode, parseClass } from './code-set.js';
import type { CodeTest } from './program.js';

/** A regular expression as a tree. */
export type RegexNode =
  | { readonly kind: 'set'; readonly test: CodeTest }
  | { readonly kind: 'dot' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly part: RegexNode; readonly group: number }
  | {
      readonly kind: 'repeat';
      readonly part: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
      /** The groups inside: from the first to before the last. */
      readonly groups: readonly [number, number];
    }
  | { readonly kind: 'assert'; readonly what: '^' | '$' | 'b' | 'B' }
  | { readonly kind: 'look'; readonly part: RegexNode; readonly negative: boolean }
  | { readonly kind: 'reference'; readonly group: number };

const MOST_NESTING = 100;

/** Reads the source of a regular expression. Throws `SyntaxProblem`. */
export function parseRegexNode(source: string, ignoreCase: boolean): { node: RegexNode; groups: number } {
  const parser = new Parser(source, ignoreCase);
  return { node: parser.parse(), groups: parser.groups };
}

class Parser {
  groups = 0;
  readonly #source: string;
  readonly #ignoreCase: boolean;
  readonly #names: (string | undefined)[] = [];
  #at = 0;
  #depth = 0;

  constructor(source: string, ignoreCase: boolean) {
    this.#source = source;
    this.#ignoreCase = ignoreCase;
  }

  parse(): RegexNode {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw this.#problem("')' without '('");
    return node;
  }

  #choice(): RegexNode {
    if (++this.#depth > MOST_NESTING) throw this.#problem(`groups more than ${MOST_NESTING} deep`);
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    this.#depth--;
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#source.length && !this.#peek('|') && !this.#peek(')')) {
      const before = this.groups;
      const bare = !this.#peek('(');
      parts.push(this.#quantified(this.#atom(), { before, bare }));
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'sequence', parts };
  }

  #atom(): RegexNode {
    if (this.#take('(')) return this.#group();
    if (this.#take('.')) return { kind: 'dot' };
    if (this.#take('^')) return { kind: 'assert', what: '^' };
    if (this.#take('$')) return { kind: 'assert', what: '$' };
    if (this.#take('[')) {
      const { test, end } = parseClass(this.#source, this.#at, this.#ignoreCase);
      this.#at = end;
      return { kind: 'set', test };
    }
    if (this.#take('\\')) return this.#escape();
    if (/[*+?]/.test(this.#source[this.#at] ?? '')) throw this.#problem('a quantifier after nothing');
    return { kind: 'set', test: oneCode(this.#source.charCodeAt(this.#at++)) };
  }

  #group(): RegexNode {
    if (this.#take('?:')) return this.#closed(this.#choice());
    if (this.#take('?=')) return { kind: 'look', negative: false, part: this.#closed(this.#choice()) };
    if (this.#take('?!')) return { kind: 'look', negative: true, part: this.#closed(this.#choice()) };
    if (this.#peek('?<=') || this.#peek('?<!')) throw this.#problem('look-behind, which is not supported');
    const name = this.#match(/\?<([\p{ID_Start}_$][\p{ID_Continue}$]*)>/uy)?.[1];
    if (name === undefined && this.#peek('?')) throw this.#problem('a group of an unknown kind');
    const group = ++this.groups;
    this.#names[group] = name;
    return { kind: 'group', group, part: this.#closed(this.#choice()) };
  }

  #closed(node: RegexNode): RegexNode {
    if (!this.#take(')')) throw this.#problem("'(' without ')'");
    return node;
  }

  #escape(): RegexNode {
    if (this.#take('b')) return { kind: 'assert', what: 'b' };
    if (this.#take('B')) return { kind: 'assert', what: 'B' };
    const name = this.#match(/k<([^>]+)>/y)?.[1];
    if (name !== undefined) return this.#reference(this.#names.indexOf(name));
    const number = this.#match(/[1-9]\d{0,2}/y)?.[0];
    if (number !== undefined) return this.#reference(Number(number));
    const { test, end } = escapedSet(this.#source, this.#at);
    this.#at = end;
    return { kind: 'set', test };
  }

  #reference(group: number): RegexNode {
    const all = this.#source.match(/\((?!\?(?!<[^=!]))/g)?.length ?? 0;
    if (group < 1 || group > all) throw this.#problem('a reference to a group that is not there');
    return { kind: 'reference', group };
  }

  #quantified(part: RegexNode, { before, bare }: { before: number; bare: boolean }): RegexNode {
    const found = this.#match(/(?:([*+?])|\{(\d{1,9})(?:(,)(\d{1,9})?)?\})(\?)?/y);
    if (found === undefined) return part;
    const [, sign, least, comma, most, lazy] = found;
    const range =
      sign === undefined
        ? [Number(least), most !== undefined ? Number(most) : comma === undefined ? Number(least) : Infinity]
        : { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[sign];
    const [from = 0, to = Infinity] = range ?? [];
    if (from > to) throw this.#problem('a quantifier whose bounds are out of order');
    if (bare && part.kind === 'assert') throw this.#problem('a quantifier after an assertion');
    if (/[*+?]/.test(this.#source[this.#at] ?? '')) throw this.#problem('a quantifier after a quantifier');
    return {
      kind: 'repeat',
      part,
      least: from,
      most: to,
      greedy: lazy === undefined,
      groups: [before + 1, this.groups + 1],
    };
  }

  #peek(token: string): boolean {
    return this.#source.startsWith(token, this.#at);
  }

  #take(token: string): boolean {
    if (!this.#peek(token)) return false;
    this.#at += token.length;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source) ?? undefined;
    if (found !== undefined) this.#at += found[0].length;
    return found;
  }

  #problem(what: string): SyntaxProblem {
    return new SyntaxProblem(`has to be a regular expression: /${this.#source.slice(0, 100)}/ has ${what}`);
  }
}
