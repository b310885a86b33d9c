import type { CandidateWeights } from '../candidates/score-candidates.js';
import type { PreparedDocument } from '../features/prepare.js';
import { rowOf } from '../features/sparse-rows.js';
import { levelOf, weightOf } from './class-weights.js';
import { softmax } from './document-classifier.js';
import { documentFeatures } from './document-features.js';
import { placeFeatures } from './place-features.js';
import { polarityOf } from './polarity.js';
import { findYesNoPlaces, type YesNoPlace } from './yes-no-places.js';

export interface ClassPrediction {
  /** By class. */
  probabilities: number[];
  absent: number;
  /** By class: where it is said, when that is told from a place. */
  places: (YesNoPlace | null)[];
}

/** How probable each class is, and that there is none. */
export function predictClasses(
  weights: CandidateWeights,
  document: PreparedDocument,
  { classes, isOptional }: { classes: readonly string[]; isOptional: boolean },
): ClassPrediction {
  const features = documentFeatures(document);
  const scoreOf = (name: string | undefined): number =>
    features.reduce(
      (sum, feature) => sum + (weights.features[weightOf(feature, name)] ?? 0),
      weights.features[levelOf(name)] ?? 0,
    );
  const told = softmax(Float64Array.of(...classes.map(scoreOf), ...(isOptional ? [scoreOf(undefined)] : [])));
  const polarity = polarityOf(classes);
  const places = polarity ? findYesNoPlaces(document.layout) : [];
  const rows = placeFeatures(document, places);
  const scores = places.map((_, row) =>
    rowOf(rows, row).reduce((sum, feature) => sum + (weights.features[feature] ?? 0), 0),
  );
  const shares = softmax(Float64Array.of(...scores, weights.absent));
  const untold = shares.at(-1) ?? 0;
  const prediction: ClassPrediction = {
    probabilities: classes.map((_, index) => (told[index] ?? 0) * untold),
    absent: (told[classes.length] ?? 0) * untold,
    places: classes.map(() => null),
  };
  return polarity ? addPlaces(prediction, { classes, polarity, places, shares }) : prediction;
}

interface Placed {
  classes: readonly string[];
  polarity: { yes: string; no: string };
  places: readonly YesNoPlace[];
  shares: Float64Array;
}

function addPlaces(prediction: ClassPrediction, { classes, polarity, places, shares }: Placed): ClassPrediction {
  const { probabilities, absent } = prediction;
  const best = [...probabilities];
  const said = [...prediction.places];
  for (const [index, place] of places.entries()) {
    const at = classes.indexOf(place.isYes ? polarity.yes : polarity.no);
    const share = shares[index] ?? 0;
    probabilities[at] = (probabilities[at] ?? 0) + share;
    if (share <= (best[at] ?? 0)) continue;
    best[at] = share;
    said[at] = place;
  }
  return { probabilities, absent, places: said };
}
