import type { Budget } from '../budget/budget.js';
import { findMatch } from '../regex/match.js';
import { type Pattern, parsePattern } from '../regex/pattern.js';

const patterns = new WeakMap<RegExp, Pattern>();

/** Reads a regular expression of an expression's tree once. Throws `SyntaxProblem` for what the matcher lacks. */
export function patternOf(regex: RegExp): Pattern {
  let pattern = patterns.get(regex);
  if (pattern === undefined) {
    pattern = parsePattern(regex.source, regex.flags.replace('g', ''));
    patterns.set(regex, pattern);
  }
  return pattern;
}

/** What the engine makes of a regular expression in place of a RegExp. */
export function regexEngineFor(budget: Budget): unknown {
  return class CountedRegex {
    lastIndex = 0;
    readonly #pattern: Pattern;

    constructor(regex: RegExp) {
      this.#pattern = patternOf(regex);
    }

    exec(text: string): ((string | undefined)[] & { index: number }) | null {
      budget.spend(1);
      const match = findMatch(this.#pattern, text, this.lastIndex, budget);
      this.lastIndex = match?.end ?? 0;
      if (match === undefined) return null;
      const groups = Array.from({ length: this.#pattern.groups + 1 }, (_, group) => match.group(group));
      return Object.assign(groups, { index: match.start });
    }
  };
}
