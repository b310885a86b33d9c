import type { ContentType, FieldConfig, GroundTruthItem } from '@las/client';

export interface DemoDocument {
  name: string;
  contentType: ContentType;
  /** The bytes, or the path of the file. */
  content: Uint8Array | string;
  /** Null where it is not known. */
  groundTruth: GroundTruthItem[] | null;
}

/** What a model learns from, and what it is tried on. */
export interface DocumentSet {
  fields: FieldConfig;
  training: readonly DemoDocument[];
  unseen: readonly DemoDocument[];
}
