import { hash } from 'node:crypto';
import type { BenchmarkDocument } from '../documents-file.js';

/** A sender's name by which documents are told to be of the same one: letters and digits only, without case and accents. */
export function normaliseSender(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Each document's sender by its id: the normalised value of a label. */
export function sendersByLabel(
  documents: readonly Pick<BenchmarkDocument, 'id' | 'groundTruth'>[],
  label: string,
): Map<string, string> {
  return new Map(
    documents.map(({ id, groundTruth }) => [
      id,
      normaliseSender(groundTruth.find((field) => field.label === label)?.value ?? ''),
    ]),
  );
}

/** Parts of about the same size, all documents of a sender in the same one. */
export function splitBySender<T>(items: readonly T[], parts: number, senderOf: (item: T) => string): T[][] {
  const bySender = new Map<string, T[]>();
  for (const item of items) {
    const sender = senderOf(item);
    bySender.set(sender, [...(bySender.get(sender) ?? []), item]);
  }
  const split: T[][] = Array.from({ length: parts }, () => []);
  // The largest first, each to the smallest part; among equals by a hash, lest the alphabet decide.
  const groups = [...bySender].toSorted(
    ([nameA, a], [nameB, b]) => b.length - a.length || hash('md5', nameA).localeCompare(hash('md5', nameB)),
  );
  for (const [, group] of groups) {
    const smallest = split.reduce((least, part) => (part.length < least.length ? part : least));
    smallest.push(...group);
  }
  return split;
}
