import { Random } from '@las/samples/parts';

const SEED = 4;

/** How many training subsets of a size are averaged: small ones differ much. */
export function repeatsOf(size: number, atMost: number): number {
  const wanted = size <= 10 ? 5 : size <= 50 ? 3 : 1;
  return Math.min(wanted, atMost);
}

/** A subset that is the same for the same number; a smaller one of the same number is part of a larger one. */
export function randomSubset<T>(items: readonly T[], size: number, number: number): T[] {
  return Random.forPart(SEED, number).shuffle(items).slice(0, size);
}
