import { Type } from 'typebox';
import { Content, ContentType, closed, id, Label, NextToken } from './scalars.js';

/** Longest ground-truth or predicted value, in characters. The API of 2021 stopped at 64; addresses are longer. */
export const longestValue = 1024;

export const GroundTruthItem = closed({
  label: Label,
  value: Type.Unsafe<string | boolean | null>({
    type: ['string', 'boolean', 'null'],
    minLength: 1,
    maxLength: longestValue,
  }),
});
export type GroundTruthItem = Type.Static<typeof GroundTruthItem>;

const GroundTruth = Type.Array(GroundTruthItem, { maxItems: 1000 });

export const Document = closed({
  documentId: id('document'),
  contentType: ContentType,
  batchId: Type.Optional(id('batch')),
  consentId: Type.Optional(id('consent')),
  content: Type.Optional(Content),
  groundTruth: Type.Optional(GroundTruth),
});
export type Document = Type.Static<typeof Document>;

export const DocumentCreate = closed({
  content: Content,
  contentType: ContentType,
  batchId: Type.Optional(id('batch')),
  consentId: Type.Optional(id('consent')),
  groundTruth: Type.Optional(GroundTruth),
});
export type DocumentCreate = Type.Static<typeof DocumentCreate>;

export const DocumentUpdate = closed({ groundTruth: GroundTruth });
export type DocumentUpdate = Type.Static<typeof DocumentUpdate>;

export const DocumentPage = closed({
  documents: Type.Array(Document),
  nextToken: NextToken,
  batchId: Type.Optional(Type.Array(id('batch'))),
  consentId: Type.Optional(Type.Array(id('consent'))),
});
export type DocumentPage = Type.Static<typeof DocumentPage>;

/** Filters of listing and deleting documents. */
export const documentFilters = {
  batchId: Type.Optional(Type.Array(id('batch'), { maxItems: 100 })),
  consentId: Type.Optional(Type.Array(id('consent'), { maxItems: 100 })),
};

/** How many documents one call deletes at most. */
export const MostDeleted = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 1000, default: 1000, description: 'Documents to delete, 1000 when absent.' }),
);
