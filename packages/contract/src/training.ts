import { Type } from 'typebox';
import { Confidence } from './reading.js';
import { closed, id, Label, ModelId, NextToken, NullableText, NullableTime, nullable, oneOf } from './scalars.js';

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
  tradeOff: Type.Array(closed({ threshold: Confidence, coverage: Share, precision: Share }), {
    description: 'What other thresholds would let through and how much of that is right; at most 21, ascending.',
  }),
  calibration: closed({ expectedCalibrationError: Share, bins: Type.Array(CalibrationBin) }),
});
export type FieldReport = Type.Static<typeof FieldReport>;

/** A true value that its document does not bear out: what is to be mended first. */
export const LabelProblem = closed({
  documentId: id('document'),
  label: Label,
  value: Type.String({ description: 'The ground truth as it was given.' }),
  nearestText: nullable(Type.String({ description: 'What stands in the document instead, or most like it.' })),
  reason: oneOf(['not-found', 'doubtful'], {
    description:
      '`not-found`: it stands nowhere in the document; `doubtful`: models that have not seen it say otherwise.',
  }),
});
export type LabelProblem = Type.Static<typeof LabelProblem>;

export const verdicts = ['better', 'same', 'worse'] as const;

/** The version that served and the new one on the same documents, none of which the one that answers has learned from. */
export const VersionFigures = closed({
  documents: Count,
  accuracyBefore: Share,
  accuracyAfter: Share,
  confidenceErrorBefore: Share,
  confidenceErrorAfter: Share,
  won: Count,
  lost: Count,
  verdict: oneOf(verdicts),
});
export type VersionFigures = Type.Static<typeof VersionFigures>;

export const FieldComparison = closed({
  verdict: oneOf(['better', 'same', 'worse', 'doubtful'], {
    description: '`worse` where `known` or `fresh` is; `doubtful` where the truths of new documents seem to be wrong.',
  }),
  contradicted: Type.Integer({
    minimum: 0,
    description:
      'New documents whose truth is not what the version before was sure of, nor what the new one has learned to answer.',
  }),
  known: VersionFigures,
  fresh: VersionFigures,
});
export type FieldComparison = Type.Static<typeof FieldComparison>;

const Labels = Type.Array(Label);

/** What a training changed against the version that served until then. */
export const Comparison = closed({
  trainingId: id('training'),
  replaced: Type.Boolean({ description: 'Whether the new version took over.' }),
  reason: Type.String({ description: 'Why it did or did not, for people.' }),
  documents: closed({ known: Count, added: Count, changed: Count, removed: Count }),
  fields: Type.Record(Type.String(), FieldComparison),
  addedFields: Labels,
  removedFields: Labels,
  changedFields: Labels,
});
export type Comparison = Type.Static<typeof Comparison>;

export const TrainingReport = closed({
  documents: closed({
    used: Count,
    skipped: Type.Array(closed({ documentId: id('document'), reason: Type.String() })),
  }),
  overall: FieldReport,
  fields: Type.Record(Type.String(), FieldReport),
  labelProblems: Type.Array(LabelProblem),
  comparison: Type.Union([Comparison, Type.Null()]),
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
  automatic: Type.Boolean({ description: 'Whether it was started by `autoTrain`.' }),
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

const AfterCorrections = nullable(
  Type.Integer({
    minimum: 1,
    maximum: 100_000,
    description: 'Train when so many documents have new or changed ground truth; null: not for that.',
  }),
);
const EveryHours = nullable(
  Type.Integer({
    minimum: 1,
    maximum: 8760,
    description:
      'Train when so many hours have passed since the last training and something has changed; null: not for that.',
  }),
);
const Batches = Type.Union([Type.Array(id('batch'), { minItems: 1, maxItems: 100 }), Type.Null()]);

/** When a model is trained without being told to. */
export const AutoTrain = closed({
  modelId: ModelId,
  afterCorrections: AfterCorrections,
  everyHours: EveryHours,
  batchIds: Batches,
  newCorrections: Count,
  removedDocuments: Count,
  lastTrainingId: nullable(id('training')),
  nextTime: NullableTime,
  message: nullable(
    Type.String({ description: 'What keeps it from training, such as a quota; null when nothing does.' }),
  ),
});
export type AutoTrain = Type.Static<typeof AutoTrain>;

export const AutoTrainUpdate = closed(
  {
    afterCorrections: Type.Optional(AfterCorrections),
    everyHours: Type.Optional(EveryHours),
    batchIds: Type.Optional(Batches),
  },
  { minProperties: 1 },
);
export type AutoTrainUpdate = Type.Static<typeof AutoTrainUpdate>;
