/** A document's features and which class it is of. */
export interface ClassifiedDocument {
  features: readonly number[];
  /** Index of the class. */
  class: number;
}

export interface ClassifierWeights {
  /** By class: how likely it is before any feature is looked at. */
  levels: readonly number[];
  /** By feature, a weight for each class. */
  features: ReadonlyMap<number, readonly number[]>;
}

/** A feature that fewer documents have may as well be chance. */
const LEAST_DOCUMENTS = 2;
/** The most telling features that are kept. */
const MOST_FEATURES = 120;
/** How strongly weights are drawn to nought, and how strongly levels are. */
const STRENGTH = 1;
const LEVEL_STRENGTH = 0.2;
const SWEEPS = 25;

/**
 * A multinomial logistic regression with a normal prior over the features that tell the classes apart best: with a few
 * dozen documents and thousands of words, most words seem to tell something.
 */
export function fitClassifier(documents: readonly ClassifiedDocument[], classes: number): ClassifierWeights {
  const holders = chooseFeatures(documents, classes);
  const scores = documents.map(() => new Float64Array(classes));
  const levels = new Float64Array(classes);
  const features = new Map([...holders.keys()].map((feature) => [feature, new Float64Array(classes)]));
  const everyone = documents.map((_, index) => index);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    step({ documents, scores, members: everyone, weights: levels, strength: LEVEL_STRENGTH });
    for (const [feature, members] of holders) {
      const weights = features.get(feature);
      if (weights) step({ documents, scores, members, weights, strength: STRENGTH });
    }
  }
  return { levels: [...levels], features: new Map([...features].map(([feature, own]) => [feature, [...own]])) };
}

/** Probabilities from scores. */
export function softmax(scores: Float64Array): Float64Array {
  const masses = new Float64Array(scores.length);
  const highest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (const [index, score] of scores.entries()) {
    const mass = Math.exp(score - highest);
    masses[index] = mass;
    total += mass;
  }
  for (const [index, mass] of masses.entries()) masses[index] = mass / total;
  return masses;
}

interface Step {
  documents: readonly ClassifiedDocument[];
  scores: readonly Float64Array[];
  /** The documents that have the feature. */
  members: readonly number[];
  weights: Float64Array;
  strength: number;
}

/** One step of Newton's method for a feature's weights, the curvature taken at its highest so that it never overshoots. */
function step({ documents, scores, members, weights, strength }: Step): void {
  const gradients = Float64Array.from(weights, (weight) => strength * weight);
  for (const member of members) {
    const own = scores[member];
    if (!own) continue;
    for (const [index, probability] of softmax(own).entries()) {
      gradients[index] = (gradients[index] ?? 0) + probability - (documents[member]?.class === index ? 1 : 0);
    }
  }
  const curvature = members.length / 2 + strength;
  for (const [index, gradient] of gradients.entries()) {
    const change = -gradient / curvature;
    weights[index] = (weights[index] ?? 0) + change;
    for (const member of members) {
      const own = scores[member];
      if (own) own[index] = (own[index] ?? 0) + change;
    }
  }
}

/** The features that differ most from chance, with the documents that have them. */
function chooseFeatures(documents: readonly ClassifiedDocument[], classes: number): Map<number, number[]> {
  const holders = new Map<number, number[]>();
  for (const [index, { features }] of documents.entries()) {
    for (const feature of features) {
      const own = holders.get(feature);
      if (own) own.push(index);
      else holders.set(feature, [index]);
    }
  }
  const shares = new Float64Array(classes);
  for (const { class: own } of documents) shares[own] = (shares[own] ?? 0) + 1 / documents.length;
  const rated = [...holders]
    .filter(([, own]) => own.length >= LEAST_DOCUMENTS && own.length < documents.length)
    .map(([feature, own]) => ({ feature, own, surprise: surpriseOf(own, documents, shares) }));
  rated.sort((a, b) => b.surprise - a.surprise || a.feature - b.feature);
  return new Map(rated.slice(0, MOST_FEATURES).map(({ feature, own }) => [feature, own]));
}

/** How far the classes of a feature's documents are from those of all: chi-squared. */
function surpriseOf(own: readonly number[], documents: readonly ClassifiedDocument[], shares: Float64Array): number {
  const counts = new Float64Array(shares.length);
  for (const index of own) {
    const at = documents[index]?.class ?? 0;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return shares.reduce((sum, share, index) => {
    const expected = share * own.length;
    return expected === 0 ? sum : sum + ((counts[index] ?? 0) - expected) ** 2 / expected;
  }, 0);
}
