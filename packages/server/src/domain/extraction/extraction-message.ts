import type { ExtractedField, Page } from '@las/extractor';

/** What an extraction thread is started with. */
export interface ExtractionData {
  /** Of the models that it keeps. */
  mostFields: number;
}

/** A document for a model; with the model's bytes where the thread has said that it has not got it. */
export interface ExtractionRequest {
  trainingId: string;
  pages: readonly Page[];
  model: Uint8Array | null;
}

/** `wanted` asks for the same again with the model. */
export type ExtractionReply =
  | { kind: 'ready' }
  | { kind: 'fields'; fields: ExtractedField[] }
  | { kind: 'wanted' }
  | { kind: 'foreign'; message: string }
  | { kind: 'failed'; message: string };
