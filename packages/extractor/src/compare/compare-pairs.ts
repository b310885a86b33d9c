import type { JudgedAnswer } from '../calibration/report.js';
import { binomialTail } from './binomial-tail.js';

/** What two versions of a model answered for the same field of the same document, neither having learned from it. */
export interface AnswerPair {
  before: JudgedAnswer;
  after: JudgedAnswer;
}

export type Verdict = 'better' | 'same' | 'worse';

/** Two versions compared on the same documents. */
export interface PairedComparison {
  documents: number;
  /** 0..1: share of right answers. */
  accuracyBefore: number;
  accuracyAfter: number;
  /** 0..1: mean square of what confidence lacked to 1 for right answers, and to 0 for wrong ones. */
  confidenceErrorBefore: number;
  confidenceErrorAfter: number;
  /** Documents that only the version after, or only the one before, answered right. */
  won: number;
  lost: number;
  verdict: Verdict;
}

/** Differences in accuracy that matter, and how seldom chance may make one as large; one rule that applies is enough. */
const ACCURACY_RULES = [
  { difference: 0.01, chance: 0.05 },
  { difference: 0.05, chance: 0.2 },
];
/** A mean difference in the error of confidence that matters, and how seldom chance may turn as many documents one way. */
const CONFIDENCE_RULE = { difference: 0.02, chance: 0.01 };
/** A document whose error changed by less has not turned either way. */
const STILL = 0.005;

/**
 * Compares two versions by a paired test, so that a few documents that turned by chance do not count and a clear loss does.
 * Worse is a version that answers fewer right (by the sign test over the documents on which both differ), or about as many, but with a
 * confidence that tells less which ones.
 */
export function comparePairs(pairs: readonly AnswerPair[]): PairedComparison {
  const won = pairs.filter(({ before, after }) => after.right && !before.right).length;
  const lost = pairs.filter(({ before, after }) => before.right && !after.right).length;
  return {
    documents: pairs.length,
    accuracyBefore: mean(pairs.map(({ before }) => Number(before.right))),
    accuracyAfter: mean(pairs.map(({ after }) => Number(after.right))),
    confidenceErrorBefore: mean(pairs.map(({ before }) => errorOf(before))),
    confidenceErrorAfter: mean(pairs.map(({ after }) => errorOf(after))),
    won,
    lost,
    verdict: judge(pairs, won, lost),
  };
}

function judge(pairs: readonly AnswerPair[], won: number, lost: number): Verdict {
  const errors = pairs.map(({ before, after }) => errorOf(after) - errorOf(before));
  if (isClear(lost, won, pairs.length)) return 'worse';
  if (isClear(won, lost, pairs.length)) return 'better';
  if (isClearRise(errors)) return 'worse';
  return isClearRise(errors.map((error) => -error)) ? 'better' : 'same';
}

const errorOf = ({ right, confidence }: JudgedAnswer): number => (Number(right) - confidence) ** 2;

function isClear(more: number, fewer: number, documents: number): boolean {
  const difference = (more - fewer) / Math.max(1, documents);
  const chance = binomialTail(more, more + fewer, 0.5);
  return ACCURACY_RULES.some((rule) => difference >= rule.difference && chance <= rule.chance);
}

function isClearRise(differences: readonly number[]): boolean {
  const risen = differences.filter((difference) => difference > STILL).length;
  const fallen = differences.filter((difference) => difference < -STILL).length;
  return (
    mean(differences) >= CONFIDENCE_RULE.difference &&
    binomialTail(risen, risen + fallen, 0.5) <= CONFIDENCE_RULE.chance
  );
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
