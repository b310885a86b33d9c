import { shuffle } from '../random.js';

/** At least so many of the documents are answered by models that know none of their sender. */
const LEAST_ALONE = 1 / 3;
/** No sender takes up a fold by itself, save for few documents. */
const LARGEST_GROUP = 1.5;

/**
 * Parts documents evenly into folds, at random. Some senders have all their documents in one fold where few stand alone: what
 * held-out answers say of confidence has to hold for senders that are new as for those that are known.
 *
 * @param groups a number for each document, the same for those of one sender
 */
export function assignFolds(groups: readonly number[], folds: number, random: () => number): number[] {
  const order = shuffle(
    groups.map((_, document) => document),
    random,
  );
  const members = new Map<number, number[]>();
  for (const document of order) {
    const group = groups[document] ?? document;
    members.set(group, [...(members.get(group) ?? []), document]);
  }
  const sizes = new Array<number>(folds).fill(0);
  const foldOf = new Array<number>(groups.length).fill(-1);
  const put = (documents: readonly number[]): void => {
    const smallest = sizes.indexOf(Math.min(...sizes));
    for (const document of documents) foldOf[document] = smallest;
    sizes[smallest] = (sizes[smallest] ?? 0) + documents.length;
  };
  for (const whole of keptWhole([...members.values()], folds)) put(whole);
  for (const document of order) if (foldOf[document] === -1) put([document]);
  return foldOf;
}

function keptWhole(groups: readonly (readonly number[])[], folds: number): (readonly number[])[] {
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  let alone = groups.filter((group) => group.length === 1).length;
  const whole: (readonly number[])[] = [];
  for (const group of groups) {
    if (alone >= LEAST_ALONE * count) break;
    if (group.length === 1 || group.length > (LARGEST_GROUP * count) / folds) continue;
    whole.push(group);
    alone += group.length;
  }
  return whole;
}
