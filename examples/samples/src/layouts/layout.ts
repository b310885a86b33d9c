import type { Facts } from '../fields.js';
import type { Random } from '../random.js';

export interface Drawing {
  pdf: Uint8Array;
  facts: Facts;
}

/** One design of a document. */
export interface Layout {
  name: string;
  /** Whether it may take more than one page, and so is never a photo. */
  severalPages?: boolean;
  draw(random: Random): Promise<Drawing>;
}
