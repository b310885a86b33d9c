import type { Gap } from './gaps.js';

// Whether a gap parts two words, by logistic regression on what is measured of it and on the kinds of character beside it.
// Fitted to 38 520 gaps of 80 receipts of SROIE (CC BY 4.0), none of which has an id ending in 1 or 6; cross-validated by
// receipt, it errs on 443 of them, where the best pair of thresholds on ink and distance errs on 607.
const MEASURES = {
  bias: -3.484,
  ink: 2.639,
  inkToMedian: 1.126,
  distanceToMedian: -1.369,
  logDistanceToMedian: 3.785,
  spaceSeen: 3.86,
  distanceToNeighbours: 0.558,
  inkToNeighbours: 1.474,
  logInk: -0.586,
  distance: 2.267,
  medianInk: -1.165,
  medianDistance: 0.209,
};
const LEFT = {
  letter: -0.952,
  digit: -2.629,
  point: -4.67,
  comma: 0.279,
  colon: -0.543,
  closing: -0.275,
  opening: -7.249,
  hyphen: -2.124,
  slash: -3.42,
  at: 1.016,
  number: 0.817,
  operator: -1.334,
  percent: -0.659,
  equals: 1.354,
  other: -2.109,
};
const RIGHT = {
  letter: -0.25,
  digit: -2.235,
  point: -3.949,
  comma: -2.799,
  colon: -2.566,
  closing: -5.302,
  opening: -0.191,
  hyphen: -2.033,
  slash: -1.662,
  at: 1.023,
  number: -0.726,
  operator: -0.032,
  percent: 0.4,
  equals: 1.605,
  other: -0.137,
};
const BETWEEN_LETTERS = -2.83;

type Kind = keyof typeof LEFT;

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/\p{L}/u, 'letter'],
  [/\d/, 'digit'],
  [/[.']/, 'point'],
  [/[,;]/, 'comma'],
  [/:/, 'colon'],
  [/[)\]!?]/, 'closing'],
  [/[([$]/, 'opening'],
  [/-/, 'hyphen'],
  [/\//, 'slash'],
  [/@/, 'at'],
  [/#/, 'number'],
  [/[*+&]/, 'operator'],
  [/%/, 'percent'],
  [/=/, 'equals'],
];

/** Whether the two characters at this gap belong to different words. */
export function partsWords(gap: Gap): boolean {
  const left = kindOf(gap.left.text);
  const right = kindOf(gap.right.text);
  const letters = left === 'letter' && right === 'letter' ? BETWEEN_LETTERS : 0;
  return weigh(gap) + LEFT[left] + RIGHT[right] + letters > 0;
}

function weigh(gap: Gap): number {
  const distanceToMedian = gap.distance / gap.medianDistance;
  const values: Record<keyof typeof MEASURES, number> = {
    bias: 1,
    ink: Math.min(gap.ink, 40) / 10,
    inkToMedian: Math.min(gap.ink / (gap.medianInk + 2), 5),
    distanceToMedian: Math.min(distanceToMedian, 4),
    logDistanceToMedian: Math.log(Math.max(0.3, Math.min(4, distanceToMedian))),
    spaceSeen: gap.spaceSeen ? 1 : 0,
    distanceToNeighbours: Math.min(4, gap.distance / gap.neighbourDistance),
    inkToNeighbours: Math.min(4, gap.ink / (gap.neighbourInk + 2)),
    logInk: Math.log(1 + gap.ink),
    distance: gap.distance / 48,
    medianInk: gap.medianInk / 10,
    medianDistance: gap.medianDistance / 24,
  };
  let sum = 0;
  for (const name of Object.keys(MEASURES) as (keyof typeof MEASURES)[]) sum += MEASURES[name] * values[name];
  return sum;
}

function kindOf(text: string): Kind {
  return KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}
