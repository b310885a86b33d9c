import type { Choice, RawPrediction } from './choice.js';
import { type Recall, type Recollection, restore, type Trust } from './value-memory.js';

/** Texts as they were read. */
export const NO_TRUST: Trust = { language: 0, values: 0 };

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
  { trust, maxLength }: { trust: Trust; maxLength: number },
): Decision {
  const [best, second] = prediction.choices;
  if (!best || prediction.absent > best.probability) {
    const runnerUp = best?.probability ?? 0;
    const nothing = { value: null, choice: null, recollection: null };
    return { ...nothing, probability: prediction.absent, runnerUp, absent: prediction.absent };
  }
  const remembered = memory && best.read ? restore(best.read, memory, trust) : best.text;
  const recollection = memory?.recall(remembered) ?? null;
  const value = remembered.length <= maxLength ? remembered : best.text;
  const runnerUp = second?.probability ?? 0;
  return { value, choice: best, probability: best.probability, runnerUp, absent: prediction.absent, recollection };
}
