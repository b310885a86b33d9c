import { Type } from 'typebox';
import { closed, id, NextToken, NullableText, NullableTime, naming, oneOf } from './scalars.js';

export const Batch = closed({
  batchId: id('batch'),
  containsPersonallyIdentifiableInformation: Type.Boolean(),
  createdTime: NullableTime,
  description: NullableText,
  name: Type.Optional(NullableText),
  numDocuments: Type.Integer({ minimum: 0 }),
  retentionInDays: Type.Integer({ minimum: 0, maximum: 1825 }),
  storageLocation: oneOf(['EU']),
});
export type Batch = Type.Static<typeof Batch>;

export const BatchCreate = closed({
  ...naming,
  containsPersonallyIdentifiableInformation: Type.Optional(Type.Boolean()),
});
export type BatchCreate = Type.Static<typeof BatchCreate>;

export const BatchUpdate = closed(naming, { minProperties: 1 });
export type BatchUpdate = Type.Static<typeof BatchUpdate>;

export const BatchPage = closed({ batches: Type.Array(Batch), nextToken: NextToken });
export type BatchPage = Type.Static<typeof BatchPage>;
