import type { CandidateWeights } from '../candidates/score-candidates.js';
import type { PackedSenders } from '../senders/sender-memory.js';
import type { SpanWeights } from '../spans/span-scores.js';
import type { Vocabulary } from '../spans/vocabulary.js';

/** What one fit of one field has learned. */
export type FieldWeights =
  | { learner: 'classes'; candidates: CandidateWeights }
  | { learner: 'candidates'; candidates: CandidateWeights; senders: PackedSenders }
  | { learner: 'spans'; spans: SpanWeights; vocabulary: Vocabulary; senders: PackedSenders };
