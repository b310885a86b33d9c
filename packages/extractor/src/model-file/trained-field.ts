import type { FieldSettings } from '../answers/field-settings.js';
import type { FieldWeights } from '../answers/field-weights.js';
import type { StoredMemory, Trust } from '../answers/value-memory.js';
import type { Calibration } from '../calibration/confidence.js';
import type { Relation } from '../relations/relation.js';

/** A field of a model: all that it takes to answer. */
export interface TrainedField {
  settings: FieldSettings;
  weights: FieldWeights;
  memory: StoredMemory | null;
  trust: Trust;
  calibration: Calibration;
}

/** All that a model file holds. */
export interface TrainedModel {
  fields: readonly TrainedField[];
  relations: readonly Relation[];
}
