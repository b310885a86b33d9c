import { Type } from 'typebox';
import { longestValue } from './document.js';
import { imageQualities } from './reading.js';
import { closed, labelPattern, ModelId, NextToken, NullableText, NullableTime, naming, oneOf } from './scalars.js';

export const fieldTypes = ['date', 'amount', 'number', 'letter', 'phone', 'alphanum', 'alphanumext', 'all'] as const;
export const FieldType = oneOf(fieldTypes);
export type FieldType = (typeof fieldTypes)[number];

export const Field = closed({
  type: FieldType,
  maxLength: Type.Integer({ minimum: 1, maximum: longestValue }),
  description: Type.Optional(NullableText),
});
export type Field = Type.Static<typeof Field>;

/** Fields by label. */
export const FieldConfig = Type.Unsafe<Record<string, Field>>({
  type: 'object',
  patternProperties: { [labelPattern]: Field },
  additionalProperties: false,
  maxProperties: 500,
});
export type FieldConfig = Type.Static<typeof FieldConfig>;

export const PreprocessConfig = closed({
  autoRotate: Type.Boolean(),
  imageQuality: oneOf(imageQualities),
  maxPages: Type.Integer({ minimum: 1, maximum: 100 }),
});
export type PreprocessConfig = Type.Static<typeof PreprocessConfig>;

export const modelStatuses = ['active', 'training', 'inactive'] as const;
export const ModelStatus = oneOf(modelStatuses);
export type ModelStatus = (typeof modelStatuses)[number];

const Side = Type.Integer({ minimum: 97, maximum: 1921, description: 'Pixels.' });

export const Model = closed({
  modelId: ModelId,
  createdTime: NullableTime,
  description: NullableText,
  fieldConfig: FieldConfig,
  height: Side,
  name: NullableText,
  preprocessConfig: PreprocessConfig,
  status: ModelStatus,
  updatedTime: NullableTime,
  width: Side,
});
export type Model = Type.Static<typeof Model>;

export const ModelCreate = closed({
  fieldConfig: FieldConfig,
  height: Side,
  width: Side,
  ...naming,
  preprocessConfig: Type.Optional(PreprocessConfig),
});
export type ModelCreate = Type.Static<typeof ModelCreate>;

export const ModelUpdate = closed(
  {
    ...naming,
    fieldConfig: Type.Optional(FieldConfig),
    height: Type.Optional(Side),
    preprocessConfig: Type.Optional(PreprocessConfig),
    status: Type.Optional(ModelStatus),
    width: Type.Optional(Side),
  },
  { minProperties: 1 },
);
export type ModelUpdate = Type.Static<typeof ModelUpdate>;

export const ModelPage = closed({ models: Type.Array(Model), nextToken: NextToken });
export type ModelPage = Type.Static<typeof ModelPage>;
