import type { CandidateWeights } from '../candidates/score-candidates.js';
import type { PreparedDocument } from '../features/prepare.js';
import { rowOf, type SparseRows } from '../features/sparse-rows.js';
import { FEATURE_COUNT } from '../hashing.js';
import { FeatureDropout, OF_ROWS } from '../learning/feature-dropout.js';
import { AdaptiveWeights, rateOf, type Schedule } from '../learning/weights.js';
import { createRandom, shuffle } from '../random.js';
import { levelOf, weightOf } from './class-weights.js';
import { type ClassifiedDocument, type ClassifierWeights, fitClassifier, softmax } from './document-classifier.js';
import { documentFeatures } from './document-features.js';
import { placeBias, placeFeatures } from './place-features.js';
import { polarityOf } from './polarity.js';
import { findYesNoPlaces } from './yes-no-places.js';

/** A document with its class: an index, or the number of classes where it has no value. */
export interface ClassExample {
  document: PreparedDocument;
  class: number;
}

export interface ClassTraining {
  schedule: Schedule;
  seed: number;
  onEpoch?(done: number): void;
}

/** What a place with a yes or no is trusted, in log odds against the words of the whole document, before anything is learned. */
const TRUST_IN_PLACES = 2;
const PARTS = 5;

/**
 * Learns which class a document is of: from its words as a whole, and, where the classes are yes and no, from which of the
 * places that say so answers the field. How far to trust places is learned against what the words of a document tell of
 * documents that they were not learned from.
 */
export function trainClasses(
  examples: readonly ClassExample[],
  { classes, isOptional }: { classes: readonly string[]; isOptional: boolean },
  training: ClassTraining,
): CandidateWeights {
  const documents = examples.map(({ document, class: own }) => ({ features: documentFeatures(document), class: own }));
  const count = classes.length + (isOptional ? 1 : 0);
  const weights = new Float32Array(FEATURE_COUNT);
  const absent = trainPlaces(examples, { classes, told: toldByOthers(documents, count), training }, weights);
  store(fitClassifier(documents, count), classes, weights);
  return { features: weights, absent };
}

/** How probable the words of each document make its class, by a model that has not seen it. */
function toldByOthers(documents: readonly ClassifiedDocument[], classes: number): number[] {
  const parts = Math.min(PARTS, documents.length);
  const models = Array.from({ length: parts }, (_, part) =>
    fitClassifier(
      documents.filter((_, index) => index % parts !== part),
      classes,
    ),
  );
  return documents.map(({ features, class: own }, index) => {
    const model = models[index % parts];
    const scores = Float64Array.from({ length: classes }, (_, at) => scoreOf(model, features, at));
    return softmax(scores)[own] ?? 0;
  });
}

function scoreOf(model: ClassifierWeights | undefined, features: readonly number[], at: number): number {
  let score = model?.levels[at] ?? 0;
  for (const feature of features) score += model?.features.get(feature)?.[at] ?? 0;
  return score;
}

function store({ levels, features }: ClassifierWeights, classes: readonly string[], weights: Float32Array): void {
  for (const [index, level] of levels.entries()) weights[levelOf(classes[index])] = level;
  for (const [feature, own] of features) {
    for (const [index, weight] of own.entries()) weights[weightOf(feature, classes[index])] = weight;
  }
}

interface PlaceTraining {
  classes: readonly string[];
  /** By example: how probable its class is from the words of the whole document. */
  told: readonly number[];
  training: ClassTraining;
}

/** Adds the weights of places; returns the score of there being none that answers the field. */
function trainPlaces(
  examples: readonly ClassExample[],
  { classes, told, training }: PlaceTraining,
  weights: Float32Array,
): number {
  const polarity = polarityOf(classes);
  if (!polarity) return 0;
  const prepared = examples.map(({ document, class: own }, index): PlaceExample => {
    const places = findYesNoPlaces(document.layout);
    const right = places.map(({ isYes }) => (classes[own] === (isYes ? polarity.yes : polarity.no) ? 1 : 0));
    return { features: placeFeatures(document, places), right: [...right, told[index] ?? 0] };
  });
  const random = createRandom(training.seed);
  const dropout = new FeatureDropout(OF_ROWS, random);
  const learner = new PlaceLearner();
  for (let epoch = 0; epoch < training.schedule.epochs; epoch++) {
    const rate = rateOf(training.schedule, epoch);
    for (const { features, right } of shuffle([...prepared], random))
      learner.learn(dropout.apply(features), right, rate);
    training.onEpoch?.((epoch + 1) / training.schedule.epochs);
  }
  for (const [feature, weight] of learner.weights.entries()) if (weight !== 0) weights[feature] = weight;
  return learner.none;
}

interface PlaceExample {
  /** A row for each place. */
  features: SparseRows;
  /** By place, 1 where it says what is true; last, how probable the words of the whole document make that. */
  right: readonly number[];
}

/** A softmax over places and "none of them"; the probability of all that is right together is made as high as possible. */
class PlaceLearner {
  readonly #places = new AdaptiveWeights(FEATURE_COUNT);
  readonly #none = new AdaptiveWeights(1);

  constructor() {
    this.#places.values[placeBias] = TRUST_IN_PLACES;
  }

  get weights(): Float32Array {
    return this.#places.values;
  }

  get none(): number {
    return this.#none.values[0] ?? 0;
  }

  learn(features: SparseRows, right: readonly number[], rate: number): void {
    const rows = right.slice(0, -1).map((_, row) => rowOf(features, row));
    const scores = rows.map((row) => row.reduce((sum, feature) => sum + (this.weights[feature] ?? 0), 0));
    const probabilities = softmax(Float64Array.of(...scores, this.none));
    const mass = probabilities.reduce((sum, probability, row) => sum + probability * (right[row] ?? 0), 1e-30);
    for (const [row, probability] of probabilities.entries()) {
      const gradient = probability - (probability * (right[row] ?? 0)) / mass;
      for (const feature of rows[row] ?? []) this.#places.step(feature, gradient, rate);
      if (row === rows.length) this.#none.step(0, gradient, rate);
    }
  }
}
