import { SyntaxProblem } from '../syntax-problem.js';
import { compileNode } from './compile.js';
import { parseRegexNode } from './parse.js';
import type { Instruction } from './program.js';

/** A regular expression, compiled for the matcher of this package, which counts its steps. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  readonly program: readonly Instruction[];
  readonly groups: number;
  readonly registers: number;
}

/**
 * Reads a regular expression in the syntax of ECMAScript without its `u` and `v` modes: classes, groups, alternation,
 * greedy and lazy quantifiers, anchors, look-ahead, references back. Throws `SyntaxProblem`, also for look-behind.
 */
export function parsePattern(source: string, flags: string): Pattern {
  const strange = /[^gimsu]/.exec(flags)?.[0];
  if (strange !== undefined)
    throw new SyntaxProblem(`has to use flags of regular expressions that there are, not '${strange}'`);
  const { node, groups } = parseRegexNode(source, flags.includes('i'));
  const compiled = compileNode(node, {
    ignoreCase: flags.includes('i'),
    multiline: flags.includes('m'),
    dotAll: flags.includes('s'),
  });
  return { source, flags, groups, ...compiled };
}
