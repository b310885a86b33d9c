import { FEATURE_COUNT } from '../hashing.js';
import { LARGEST_SENDER } from '../senders/sender-groups.js';
import type { SparseRows } from './sparse-rows.js';

const NOBODY = -1;
const SEVERAL = -2;

/** Which features only the documents of one group have: what a model would not know of a sender that is new. */
export class FeatureOwners {
  readonly #owners = new Int32Array(FEATURE_COUNT).fill(NOBODY);

  constructor(documents: readonly { features: SparseRows; group: number }[]) {
    const sizes = new Map<number, number>();
    for (const { group } of documents) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    for (const { features, group } of documents) {
      const owner = (sizes.get(group) ?? 0) > LARGEST_SENDER * documents.length ? SEVERAL : group;
      for (const feature of features.indices) {
        const known = this.#owners[feature];
        if (known === NOBODY) this.#owners[feature] = owner;
        else if (known !== owner) this.#owners[feature] = SEVERAL;
      }
    }
  }

  isOwn(feature: number, group: number): boolean {
    return this.#owners[feature] === group;
  }
}
