import type { Choice, RawPrediction } from './answers/choice.js';
import { type Decision, decide } from './answers/decide.js';
import { placeOf } from './answers/place.js';
import { predictField } from './answers/predict-field.js';
import { ValueMemory } from './answers/value-memory.js';
import { confidenceOf } from './calibration/confidence.js';
import { type PreparedDocument, prepareDocument } from './features/prepare.js';
import { readModel } from './model-file/read-model.js';
import type { TrainedField } from './model-file/trained-field.js';
import { reconcile } from './relations/reconcile.js';
import type { Alternative, ExtractedField, Extractor } from './types.js';

const MAX_ALTERNATIVES = 4;

/** Makes a model ready for use. Throws a `ModelFormatError` for bytes that are no model, a damaged one, or one of another version. */
export function loadModel(bytes: Uint8Array): Extractor {
  const model = readModel(bytes);
  const fields = model.fields.map((field) => ({ field, memory: memoryOf(field) }));
  return {
    fields: Object.fromEntries(fields.map(({ field: { settings } }) => [settings.label, settings.definition])),
    extract(pages) {
      const document = prepareDocument(pages);
      const alone = fields.map(({ field }) => predictField(field.settings, field.weights, document));
      const predictions = reconcile(alone, model.relations);
      return fields.flatMap((field, index) => {
        const prediction = predictions[index];
        return prediction ? [extractField(field, prediction, document)] : [];
      });
    },
  };
}

const memoryOf = ({ memory }: TrainedField): ValueMemory | null => memory && new ValueMemory(memory);

interface ReadyField {
  field: TrainedField;
  memory: ValueMemory | null;
}

function extractField(
  { field, memory }: ReadyField,
  prediction: RawPrediction,
  document: PreparedDocument,
): ExtractedField {
  const { settings, trust, calibration } = field;
  const decision = decide(prediction, memory, { trust, maxLength: settings.definition.maxLength });
  const confidence = confidenceOf(decision, calibration);
  const others = alternativesOf({ decision, confidence, choices: prediction.choices }, document);
  const found = placeOf(decision.choice, document.layout);
  return { label: settings.label, value: decision.value, confidence, ...found, alternatives: others };
}

interface Answer {
  decision: Decision;
  confidence: number;
  choices: readonly Choice[];
}

/** The other choices: what the answer's confidence leaves over, in the proportion of their probabilities. */
function alternativesOf({ decision, confidence, choices }: Answer, { layout }: PreparedDocument): Alternative[] {
  const rest = Math.max(1e-9, 1 - decision.probability);
  const share = (probability: number): number => Math.min(1, Math.max(0, (1 - confidence) * (probability / rest)));
  const others: Alternative[] = choices
    .filter((choice) => choice !== decision.choice && choice.text !== decision.value)
    .map((choice) => {
      const { page, box } = placeOf(choice, layout);
      return { value: choice.text, confidence: share(choice.probability), page, box };
    });
  if (decision.value !== null) {
    others.push({ value: null, confidence: share(decision.absent), page: null, box: null });
  }
  const distinct = others.filter((other, index) => others.findIndex(({ value }) => value === other.value) === index);
  return distinct.sort((a, b) => b.confidence - a.confidence).slice(0, MAX_ALTERNATIVES);
}
