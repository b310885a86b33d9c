import type { Random } from '@las/samples/parts';

/** Each term in the one way in which a sender writes it. */
export type Picked<Words> = {
  [Term in keyof Words]: Words[Term] extends string ? string : Words[Term] extends readonly (infer Way)[] ? Way : never;
};

/** Picks one way to write each term; a term with a single way is a plain text. */
export function pickWords<Words extends object>(random: Random, words: Words): Picked<Words> {
  const picked = Object.entries(words).map(([term, ways]) => [term, Array.isArray(ways) ? random.pick(ways) : ways]);
  return Object.fromEntries(picked) as Picked<Words>;
}
