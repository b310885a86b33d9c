import type { GroundTruthItem } from './fields.js';

/** A document with its true values. */
export interface Sample {
  /** Its number and layout, such as `007-hotel-folio`; different for each document of one run. */
  id: string;
  layout: string;
  contentType: 'application/pdf' | 'image/jpeg';
  content: Uint8Array;
  groundTruth: GroundTruthItem[];
}

export type SampleKind = 'pdf' | 'photo';

export interface SampleOptions {
  /** The same seed gives the same documents. 1 when absent. */
  seed?: number;
  /** How many; 80 when absent. */
  count?: number;
  /** Both when absent. With photos only, layouts of several pages are left out. */
  kinds?: readonly SampleKind[];
}
