import type { Sibling } from './sender-index.js';
import { comparePlaces, type ValuePlace } from './value-place.js';

/** The places where a field's value stood in each training document, in the order of the sender index. */
export type SenderPlaces = readonly (readonly ValuePlace[])[];

/** What the training documents of the same sender say of a field in one document. */
export interface SenderEvidence {
  places: readonly { place: ValuePlace; sure: number }[];
  /** 0 to 3 by how sure it is that they are of the same sender. */
  sure: number;
}

/** What siblings say, null where there are none, or where they have no value. */
export function gatherEvidence(siblings: readonly Sibling[], places: SenderPlaces): SenderEvidence | null {
  const found = siblings.flatMap(({ document, share }) =>
    (places[document] ?? []).map((place) => ({ place, sure: sureness(share) })),
  );
  return found.length === 0 ? null : { places: found, sure: Math.max(...found.map(({ sure }) => sure)) };
}

const sureness = (share: number): number => (share < 0.35 ? 0 : share < 0.5 ? 1 : share < 0.7 ? 2 : 3);

/** The best agreement of a place with those of siblings, as {@link comparePlaces} gives it; the more of them agree, the higher `agreeing`. */
export function agreement({ places }: SenderEvidence, place: ValuePlace): { mask: number; agreeing: number } {
  let best = 0;
  let agreeing = 0;
  for (const { place: other } of places) {
    const mask = comparePlaces(place, other);
    if (weightOf(mask) > weightOf(best)) best = mask;
    if ((mask & 3) !== 0) agreeing++;
  }
  return { mask: best, agreeing: Math.min(3, agreeing) };
}

/** The same words beside or above a value say more than its row. */
const weightOf = (mask: number): number =>
  4 * (mask & 1) + 3 * ((mask >> 1) & 1) + ((mask >> 2) & 1) + ((mask >> 3) & 1);
