import { Type } from 'typebox';
import { Confidence } from './reading.js';
import { closed, id, ModelId, NextToken, NullableText, NullableTime, nullable, oneOf } from './scalars.js';

const Share = Type.Number({ minimum: 0, maximum: 1 });
const Count = Type.Integer({ minimum: 0 });

const CalibrationBin = closed({
  from: Confidence,
  to: Confidence,
  confidence: Confidence,
  accuracy: Share,
  count: Count,
});

/** How well a field is predicted, measured by cross-validation: each document by a model that has not seen it. */
export const FieldReport = closed({
  documents: Count,
  accuracy: Share,
  coverageAt95Precision: Share,
  coverageAt99Precision: Share,
  thresholdAt95Precision: nullable(Confidence),
  thresholdAt99Precision: nullable(Confidence),
  calibration: closed({ expectedCalibrationError: Share, bins: Type.Array(CalibrationBin) }),
});
export type FieldReport = Type.Static<typeof FieldReport>;

export const TrainingReport = closed({
  documents: closed({
    used: Count,
    skipped: Type.Array(closed({ documentId: id('document'), reason: Type.String() })),
  }),
  overall: FieldReport,
  fields: Type.Record(Type.String(), FieldReport),
});
export type TrainingReport = Type.Static<typeof TrainingReport>;

export const trainingStatuses = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export const TrainingStatus = oneOf(trainingStatuses);
export type TrainingStatus = (typeof trainingStatuses)[number];

const trainingProperties = {
  trainingId: id('training'),
  modelId: ModelId,
  name: NullableText,
  status: TrainingStatus,
  progress: Share,
  activity: nullable(Type.String({ description: 'What it is doing now.' })),
  message: nullable(Type.String({ description: 'Why it failed.' })),
  batchIds: Type.Union([Type.Array(id('batch')), Type.Null()]),
  serving: Type.Boolean({ description: 'Whether this version of the model answers predictions.' }),
  createdTime: NullableTime,
  startTime: NullableTime,
  endTime: NullableTime,
};

/** One training of a model; a succeeded one is a version of it. */
export const Training = closed({ ...trainingProperties, report: Type.Union([TrainingReport, Type.Null()]) });
export type Training = Type.Static<typeof Training>;

/** A training as lists show it, without its report. */
export const TrainingSummary = closed(trainingProperties);
export type TrainingSummary = Type.Static<typeof TrainingSummary>;

export const TrainingCreate = closed({
  name: Type.Optional(NullableText),
  batchIds: Type.Optional(
    Type.Array(id('batch'), { minItems: 1, maxItems: 100, description: 'Train on these batches only.' }),
  ),
});
export type TrainingCreate = Type.Static<typeof TrainingCreate>;

export const TrainingUpdate = closed({ status: oneOf(['cancelled']) });
export type TrainingUpdate = Type.Static<typeof TrainingUpdate>;

export const TrainingPage = closed({ modelId: ModelId, trainings: Type.Array(TrainingSummary), nextToken: NextToken });
export type TrainingPage = Type.Static<typeof TrainingPage>;
