import type { FieldWeights } from '../answers/field-weights.js';
import type { TaskResult } from '../training/training-plan.js';

/** The buffers of a result that may be handed over instead of copied. */
export function buffersOf({ weights }: TaskResult): ArrayBuffer[] {
  return weights ? arraysOf(weights).map(({ buffer }) => buffer as ArrayBuffer) : [];
}

function arraysOf(weights: FieldWeights): (Float32Array | Uint32Array | Uint16Array | Int32Array)[] {
  if (weights.learner === 'classes') return [weights.candidates.features];
  if (weights.learner === 'candidates') return [weights.candidates.features, weights.senders.places];
  const { inside, outside, pairs } = weights.vocabulary;
  const tables = [inside, outside, pairs].flatMap(({ keys, counts }) => [keys, counts]);
  return [weights.spans.tokens, weights.spans.spans, weights.senders.places, ...tables];
}
