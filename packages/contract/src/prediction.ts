import { Type } from 'typebox';
import { longestValue } from './document.js';
import { Confidence, readingOptions } from './reading.js';
import { Box, closed, id, Label, ModelId, NextToken, NullableBox, nullable } from './scalars.js';

const Value = nullable(Type.String({ minLength: 1, maxLength: longestValue }));

const predictionProperties = {
  predictionId: id('prediction'),
  documentId: id('document'),
  modelId: ModelId,
  inferenceTime: Type.Number({ minimum: 0, description: 'Seconds.' }),
  timestamp: Type.Integer({ minimum: 1, description: 'Whole seconds since 1970.' }),
  predictions: Type.Array(closed({ label: Label, value: Value, confidence: Confidence })),
};

export const Prediction = closed(predictionProperties);
export type Prediction = Type.Static<typeof Prediction>;

const PageNumber = nullable(Type.Integer({ minimum: 1 }));

const PredictedField = closed({
  label: Label,
  value: Value,
  confidence: Confidence,
  page: PageNumber,
  box: NullableBox,
  words: Type.Array(
    closed({ text: Type.String(), confidence: Confidence, page: Type.Integer({ minimum: 1 }), box: Box }),
  ),
  alternatives: Type.Array(closed({ value: Value, confidence: Confidence, page: PageNumber, box: NullableBox })),
});
export type PredictedField = Type.Static<typeof PredictedField>;

/** A prediction with where each value stands, what it was read from and what else it could be. */
export const PredictionDetail = closed({ ...predictionProperties, fields: Type.Array(PredictedField) });
export type PredictionDetail = Type.Static<typeof PredictionDetail>;

export const PredictionCreate = closed({ documentId: id('document'), modelId: ModelId, ...readingOptions });
export type PredictionCreate = Type.Static<typeof PredictionCreate>;

export const PredictionPage = closed({ predictions: Type.Array(Prediction), nextToken: NextToken });
export type PredictionPage = Type.Static<typeof PredictionPage>;
