import type { Choice, RawPrediction } from './choice.js';
import { haveEqualDigits, type Recall, type Recollection } from './value-memory.js';

/** When a text that was read is replaced by a value that training documents had. */
export interface Snapping {
  /** The least similarity; above 1 for never. */
  similarity: number;
  /** Whether a text that differs in case, spaces or punctuation only takes over the remembered writing. */
  exact: boolean;
  /** The least number of documents with the remembered value. */
  count: number;
  /** Whether single words of a text that is not replaced are put right where the reader was in doubt. */
  repair: boolean;
}

export const NO_SNAPPING: Snapping = { similarity: 2, exact: false, count: 1, repair: false };

/** Below this confidence of the reader a digit may be a misreading. */
const DOUBTFUL_WORD = 0.9;
/** Below this one a word may have a wrong letter. */
const REPAIRABLE_WORD = 0.95;

/** One answer with what its confidence is told from. */
export interface Decision {
  value: string | null;
  choice: Choice | null;
  /** Uncalibrated: of the answer, of the best other value, of there being none. */
  probability: number;
  runnerUp: number;
  absent: number;
  recollection: Recollection | null;
}

/** Settles on a value, or on there being none. */
export function decide(
  prediction: RawPrediction,
  memory: Recall | null,
  { snapping, maxLength }: { snapping: Snapping; maxLength: number },
): Decision {
  const [best, second] = prediction.choices;
  if (!best || prediction.absent > best.probability) {
    const runnerUp = best?.probability ?? 0;
    const nothing = { value: null, choice: null, recollection: null };
    return { ...nothing, probability: prediction.absent, runnerUp, absent: prediction.absent };
  }
  const recollection = memory?.recall(best.text) ?? null;
  const isKnown = recollection !== null && isSnapped(best, recollection, snapping);
  const remembered = isKnown ? recollection.value.text : repairWords(best, memory, snapping);
  const value = remembered.length <= maxLength ? remembered : best.text;
  const runnerUp = second?.probability ?? 0;
  return { value, choice: best, probability: best.probability, runnerUp, absent: prediction.absent, recollection };
}

function repairWords({ text, leastWordConfidence }: Choice, memory: Recall | null, { repair }: Snapping): string {
  return memory && repair && leastWordConfidence < REPAIRABLE_WORD ? memory.repair(text) : text;
}

function isSnapped(choice: Choice, { value, similarity }: Recollection, snapping: Snapping): boolean {
  if (similarity === 1) return snapping.exact;
  if (similarity < snapping.similarity || value.count < snapping.count) return false;
  return haveEqualDigits(choice.text, value.text) || choice.leastWordConfidence < DOUBTFUL_WORD;
}
