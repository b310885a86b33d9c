import { similarity } from '../text/edit-distance.js';

/** Values that share most with a text are compared with it letter by letter. */
const COMPARED = 12;
const GRAM = 3;

/** Finds strings that are like another among many: by the letter triples that they share, then by edit distance. */
export class SimilarValues<Value extends { key: string }> {
  readonly #values: readonly Value[];
  /** By letter triple: the values that have it, in order. */
  readonly #index = new Map<string, number[]>();

  constructor(values: readonly Value[]) {
    this.#values = values;
    for (const [at, { key }] of values.entries()) {
      for (const gram of gramsOf(key)) {
        const holders = this.#index.get(gram);
        if (holders) holders.push(at);
        else this.#index.set(gram, [at]);
      }
    }
  }

  /** Those at least so similar, the most similar first; of two that are as similar, the one that came first. */
  find(key: string, least: number): { value: Value; similarity: number }[] {
    const promising = this.#promising(key);
    return promising
      .sort((a, b) => a[0] - b[0])
      .map(([at]) => this.#values[at] as Value)
      .map((value) => ({ value, similarity: similarity(key, value.key) }))
      .filter((found) => found.similarity >= least)
      .sort((a, b) => b.similarity - a.similarity);
  }

  /** Those that share most letter triples, with their number; of two that share as many, the one that came first. */
  #promising(key: string): [at: number, shared: number][] {
    const shared = new Uint16Array(this.#values.length);
    let most = 0;
    for (const gram of gramsOf(key)) {
      for (const at of this.#index.get(gram) ?? []) {
        const count = (shared[at] as number) + 1;
        shared[at] = count;
        if (count > most) most = count;
      }
    }
    const found: [number, number][] = [];
    for (let wanted = most; wanted > 0 && found.length < COMPARED; wanted--) {
      for (let at = 0; at < shared.length && found.length < COMPARED; at++) {
        if (shared[at] === wanted) found.push([at, wanted]);
      }
    }
    return found;
  }
}

function gramsOf(key: string): Set<string> {
  const framed = ` ${key} `;
  const grams = new Set<string>();
  for (let at = 0; at + GRAM <= framed.length; at++) grams.add(framed.slice(at, at + GRAM));
  return grams;
}
