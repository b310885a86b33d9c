import type { CandidateWeights } from '../candidates/score-candidates.js';
import type { SpanWeights } from '../spans/span-scores.js';
import type { Vocabulary } from '../spans/vocabulary.js';

/** What one fit of one field has learned. */
export type FieldWeights =
  | { learner: 'candidates' | 'classes'; candidates: CandidateWeights }
  | { learner: 'spans'; spans: SpanWeights; vocabulary: Vocabulary };
