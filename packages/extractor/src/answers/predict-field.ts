import { buildCandidateFeatures } from '../candidates/candidate-features.js';
import { type Candidate, type CandidateType, findCandidates } from '../candidates/find-candidates.js';
import { type CandidateWeights, candidateProbabilities } from '../candidates/score-candidates.js';
import { predictClasses } from '../classes/predict-classes.js';
import type { PreparedDocument } from '../features/prepare.js';
import { concatenateRows } from '../features/sparse-rows.js';
import { joinTokens, type Layout } from '../layout/layout.js';
import { candidateSenderFeatures, tokenSenderFeatures } from '../senders/sender-features.js';
import { evidenceFrom } from '../senders/sender-memory.js';
import { allowedTokens } from '../spans/allowed-tokens.js';
import { predictSpans } from '../spans/predict-spans.js';
import { buildVocabularyFeatures } from '../spans/vocabulary.js';
import { readSpan } from '../spelling/read-span.js';
import { toAlphanumeric } from '../text/normalise.js';
import type { Choice, RawPrediction } from './choice.js';
import type { FieldSettings } from './field-settings.js';
import type { FieldWeights } from './field-weights.js';
import { writeCandidate, writeText } from './write-value.js';

/** More choices than a caller is ever shown, enough to see how far the best is ahead. */
const MAX_CHOICES = 8;

/** What a model says about a field of a document. */
export function predictField(
  settings: FieldSettings,
  weights: FieldWeights,
  document: PreparedDocument,
): RawPrediction {
  const { choices, absent } = predictAll(settings, weights, document);
  const { maxLength } = settings.definition;
  const fitting = mergeByKey(choices.filter(({ key, text }) => key !== '' && text !== '' && text.length <= maxLength));
  const [best, ...others] = fitting.sort((a, b) => b.probability - a.probability).slice(0, MAX_CHOICES);
  return {
    choices: best ? [withReading(best, weights, document), ...others] : [],
    // A value that is always there is not taken for missing where a new layout hides it: it is answered in doubt.
    absent: settings.isOptional ? absent : 0,
  };
}

function withReading(choice: Choice, { learner }: FieldWeights, { layout }: PreparedDocument): Choice {
  if (learner !== 'spans' || !choice.place) return choice;
  return { ...choice, read: readSpan(layout, choice.place, choice.text) };
}

function predictAll(settings: FieldSettings, weights: FieldWeights, document: PreparedDocument): RawPrediction {
  if (weights.learner === 'spans') return predictText(settings, weights, document);
  if (weights.learner === 'classes') return predictClass(settings, weights.candidates, document);
  return predictCandidates(settings, weights, document);
}

function predictCandidates(
  settings: FieldSettings,
  { candidates: weights, senders }: FieldWeights & { learner: 'candidates' },
  document: PreparedDocument,
): RawPrediction {
  const { layout } = document;
  const type = settings.definition.type as CandidateType;
  const candidates = findCandidates(layout, type, settings.dateOrder);
  const evidence = evidenceFrom(senders, document.senderWords, null);
  const features = concatenateRows(
    buildCandidateFeatures(document, candidates, type),
    candidateSenderFeatures(document, candidates, evidence),
  );
  const { probabilities, absent } = candidateProbabilities(weights, features);
  const choices = candidates.map((candidate: Candidate, index) => ({
    key: candidate.key,
    text: writeCandidate(settings, candidate),
    probability: probabilities[index] ?? 0,
    ...readFrom(layout, candidate.first, candidate.last),
  }));
  return { choices, absent };
}

function predictClass(settings: FieldSettings, weights: CandidateWeights, document: PreparedDocument): RawPrediction {
  const { probabilities, absent, places } = predictClasses(weights, document, settings);
  const nowhere = { place: null, leastWordConfidence: 1, meanWordConfidence: 1, occurrences: 1 };
  const choices = settings.classes.map((text, index): Choice => {
    const place = places[index];
    return {
      key: toAlphanumeric(text) || text,
      text,
      probability: probabilities[index] ?? 0,
      ...nowhere,
      ...(place && {
        place: { first: place.first, last: place.last },
        leastWordConfidence: place.confidence,
        meanWordConfidence: place.confidence,
      }),
    };
  });
  return { choices, absent };
}

function predictText(
  settings: FieldSettings,
  { spans: weights, vocabulary, senders }: FieldWeights & { learner: 'spans' },
  document: PreparedDocument,
): RawPrediction {
  const { layout, tokenFeatures } = document;
  const evidence = evidenceFrom(senders, document.senderWords, null);
  const known = concatenateRows(tokenFeatures, buildVocabularyFeatures(vocabulary, document, []));
  const features = concatenateRows(known, tokenSenderFeatures(document, evidence));
  const allowed = allowedTokens(layout, settings.definition.type);
  const { spans, absent } = predictSpans(weights, { layout, features, allowed }, settings.limits);
  const choices = spans.map(({ first, last, probability }) => {
    const text = writeText(settings, joinTokens(layout, first, last));
    return { key: toAlphanumeric(text), text, probability, ...readFrom(layout, first, last) };
  });
  return { choices, absent };
}

type Reading = Pick<Choice, 'place' | 'leastWordConfidence' | 'meanWordConfidence' | 'occurrences'>;

function readFrom(layout: Layout, first: number, last: number): Reading {
  const confidences = layout.tokens.slice(first, last + 1).map((token) => token.confidence);
  const sum = confidences.reduce((total, confidence) => total + confidence, 0);
  return {
    place: { first, last },
    leastWordConfidence: Math.min(...confidences),
    meanWordConfidence: sum / confidences.length,
    occurrences: 1,
  };
}

/** One choice for each key: probabilities added up, the rest from the most probable place. */
function mergeByKey(choices: readonly Choice[]): Choice[] {
  const merged = new Map<string, { choice: Choice; best: number }>();
  for (const choice of choices) {
    const known = merged.get(choice.key);
    if (!known) {
      merged.set(choice.key, { choice: { ...choice }, best: choice.probability });
      continue;
    }
    const probability = known.choice.probability + choice.probability;
    const occurrences = known.choice.occurrences + (choice.probability > 0.001 ? 1 : 0);
    const isBetter = choice.probability > known.best;
    known.choice = { ...(isBetter ? choice : known.choice), probability, occurrences };
    if (isBetter) known.best = choice.probability;
  }
  return [...merged.values()].map(({ choice }) => choice);
}
