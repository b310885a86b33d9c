import type { FieldSettings } from '../answers/field-settings.js';
import type { FieldWeights } from '../answers/field-weights.js';
import { buildCandidateFeatures } from '../candidates/candidate-features.js';
import { type CandidateType, findCandidates } from '../candidates/find-candidates.js';
import { type CandidateExample, trainCandidates } from '../candidates/train-candidates.js';
import { trainClasses } from '../classes/train-classes.js';
import type { PreparedDocument } from '../features/prepare.js';
import { concatenateRows, type SparseRows } from '../features/sparse-rows.js';
import type { Layout } from '../layout/layout.js';
import { epochsFor } from '../learning/weights.js';
import { candidateSenderFeatures, tokenSenderFeatures } from '../senders/sender-features.js';
import { LARGEST_SENDER } from '../senders/sender-groups.js';
import type { SenderIndex } from '../senders/sender-index.js';
import { evidenceFrom, type PackedSenders, packSenders } from '../senders/sender-memory.js';
import { placeOfSpan, type ValuePlace } from '../senders/value-place.js';
import { allowedTokens } from '../spans/allowed-tokens.js';
import { type Span, type SpanExample, trainSpans } from '../spans/train-spans.js';
import { buildVocabulary, buildVocabularyFeatures, shareOf, type VocabularyShare } from '../spans/vocabulary.js';
import { toAlphanumeric } from '../text/normalise.js';
import type { Target } from './training-plan.js';

/** A document to fit a field to. */
export interface FitExample {
  /** Its place in the sender index. */
  position: number;
  document: PreparedDocument;
  /** The same for documents of one sender. */
  group: number;
  target: Exclude<Target, { state: 'unusable' }>;
}

export interface FitOptions {
  /** Of all documents that may be learned from. */
  senders: SenderIndex;
  seed: number;
  onProgress?(fraction: number): void;
}

/** Places of one value that are remembered of a document. */
const MAX_PLACES = 4;
const SPAN_RATE = 0.06;
const CANDIDATE_RATE = 0.1;

/** Fits one field to the documents. */
export function fitField(settings: FieldSettings, examples: readonly FitExample[], options: FitOptions): FieldWeights {
  if (settings.learner === 'spans') return fitSpans(settings, examples, options);
  const schedule = { rate: CANDIDATE_RATE, epochs: epochsFor(examples.length, 4000, [15, 50]) };
  const training = { schedule, seed: options.seed, ...(options.onProgress && { onEpoch: options.onProgress }) };
  if (settings.learner === 'classes') {
    const classified = examples.map(({ document, target }) => ({ document, class: classOf(settings, target) }));
    return { learner: 'classes', candidates: trainClasses(classified, settings, training) };
  }
  const senders = rememberSenders(settings, examples, options.senders);
  const candidates = trainCandidates(
    examples.map((example) => candidateExample(settings, example, senders)),
    training,
  );
  return { learner: 'candidates', candidates, senders };
}

/** The index of a document's class, the number of classes when it has none. */
function classOf({ classes }: FieldSettings, target: FitExample['target']): number {
  if (target.state !== 'found') return classes.length;
  return classes.findIndex((name) => (toAlphanumeric(name) || name) === target.key);
}

/** Where the values of all documents stand. */
function rememberSenders(
  settings: FieldSettings,
  examples: readonly FitExample[],
  senders: SenderIndex,
): PackedSenders {
  const places: ValuePlace[][] = senders.stored.map(() => []);
  for (const { document, position, target } of examples) {
    places[position] = valueSpans(settings, document.layout, target)
      .slice(0, MAX_PLACES)
      .flatMap(([first, last]) => placeOfSpan(document, first, last) ?? []);
  }
  return packSenders(senders, places);
}

function valueSpans({ learner, definition, dateOrder }: FieldSettings, layout: Layout, target: FitExample['target']) {
  if (target.state !== 'found') return [];
  if (learner === 'spans') return target.spans;
  const candidates = findCandidates(layout, definition.type as CandidateType, dateOrder);
  return candidates.filter(({ key }) => key === target.key).map(({ first, last }): Span => [first, last]);
}

/** Features with what the others say, and without. */
function withEvidence(untold: SparseRows, told: SparseRows): { features: SparseRows; untold?: SparseRows } {
  return told.indices.length === 0 ? { features: untold } : { features: concatenateRows(untold, told), untold };
}

function fitSpans(settings: FieldSettings, examples: readonly FitExample[], options: FitOptions): FieldWeights {
  const shares = examples.map(({ document, target }) => shareOf(document, spansOf(target)));
  const vocabulary = buildVocabulary(shares);
  const senders = rememberSenders(settings, examples, options.senders);
  const ofSender = bySender(examples, shares);
  const spanExamples = examples.map((example, index): SpanExample => {
    const { document, target, group } = example;
    const own = shares.slice(index, index + 1);
    const known = (those: readonly VocabularyShare[]): SparseRows =>
      concatenateRows(document.tokenFeatures, buildVocabularyFeatures(vocabulary, document, those));
    const evidence = evidenceFrom(senders, document.senderWords, example.position);
    const told = tokenSenderFeatures(document, evidence);
    const others = ofSender.get(group) ?? own;
    return {
      layout: document.layout,
      features: told.indices.length === 0 ? known(own) : concatenateRows(known(own), told),
      ...((told.indices.length > 0 || others.length > 1) && { untold: known(others) }),
      allowed: allowedTokens(document.layout, settings.definition.type),
      positives: spansOf(target),
      group,
    };
  });
  const spans = trainSpans(spanExamples, {
    limits: settings.limits,
    schedule: { rate: SPAN_RATE, epochs: epochsFor(examples.length, 3000, [12, 40]) },
    seed: options.seed,
    ...(options.onProgress && { onEpoch: options.onProgress }),
  });
  return { learner: 'spans', spans, vocabulary, senders };
}

/** What the documents of each sender add to a vocabulary; not of a group that is too large for one. */
function bySender(examples: readonly FitExample[], shares: readonly VocabularyShare[]): Map<number, VocabularyShare[]> {
  const own = new Map<number, VocabularyShare[]>();
  for (const [index, { group }] of examples.entries()) {
    own.set(group, [...(own.get(group) ?? []), ...shares.slice(index, index + 1)]);
  }
  return new Map([...own].filter(([, those]) => those.length <= LARGEST_SENDER * examples.length));
}

const spansOf = (target: FitExample['target']) => (target.state === 'found' ? target.spans : []);

function candidateExample(
  settings: FieldSettings,
  { document, position, target, group }: FitExample,
  senders: PackedSenders,
): CandidateExample {
  const type = settings.definition.type as CandidateType;
  const candidates = findCandidates(document.layout, type, settings.dateOrder);
  const evidence = evidenceFrom(senders, document.senderWords, position);
  return {
    ...withEvidence(
      buildCandidateFeatures(document, candidates, type),
      candidateSenderFeatures(document, candidates, evidence),
    ),
    correct: Uint8Array.from(candidates, ({ key }) => (target.state === 'found' && key === target.key ? 1 : 0)),
    group,
  };
}
