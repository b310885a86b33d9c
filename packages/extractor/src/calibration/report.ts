import type { CalibrationBin, FieldReport, TradeOff } from '../types.js';

/** An answer with its confidence, and whether it was right. */
export interface JudgedAnswer {
  confidence: number;
  right: boolean;
}

const BINS = 10;
const TRADE_OFF_STEPS = 20;

/** The figures of a set of answers. */
export function reportOn(answers: readonly JudgedAnswer[]): FieldReport {
  const at95 = findThreshold(answers, 0.95);
  const at99 = findThreshold(answers, 0.99);
  return {
    documents: answers.length,
    accuracy: mean(answers.map(({ right }) => (right ? 1 : 0))),
    coverageAt95Precision: at95.coverage,
    coverageAt99Precision: at99.coverage,
    thresholdAt95Precision: at95.threshold,
    thresholdAt99Precision: at99.threshold,
    tradeOff: tradeOffOf(answers),
    calibration: calibrationOf(answers),
  };
}

/**
 * The lowest confidence from which on answers are right as often as wanted, and the share of answers from there on. Both
 * say so: the answers counted, and their mean confidence. Counting alone promises too much where answers are few, since
 * the luckiest threshold of many is taken.
 */
export function findThreshold(
  answers: readonly JudgedAnswer[],
  precision: number,
): { threshold: number | null; coverage: number } {
  const ordered = [...answers].sort((a, b) => b.confidence - a.confidence);
  let right = 0;
  let expected = 0;
  let found: { threshold: number | null; coverage: number } = { threshold: null, coverage: 0 };
  for (const [index, answer] of ordered.entries()) {
    const count = index + 1;
    if (answer.right) right++;
    expected += answer.confidence;
    const isLastOfEqual = ordered[count]?.confidence !== answer.confidence;
    if (isLastOfEqual && Math.min(right, expected) >= precision * count) {
      found = { threshold: answer.confidence, coverage: count / ordered.length };
    }
  }
  return found;
}

/** What comes through, and how much of it is right, at thresholds that let through all, then ever less, a twentieth at a time. */
function tradeOffOf(answers: readonly JudgedAnswer[]): TradeOff[] {
  const ascending = answers.map(({ confidence }) => confidence).sort((a, b) => a - b);
  const steps = Array.from({ length: TRADE_OFF_STEPS }, (_, step) => (step * ascending.length) / TRADE_OFF_STEPS);
  const thresholds = new Set(steps.flatMap((index) => ascending[Math.floor(index)] ?? []));
  return [...thresholds].map((threshold) => {
    const passed = answers.filter(({ confidence }) => confidence >= threshold);
    const precision = mean(passed.map(({ right }) => (right ? 1 : 0)));
    return { threshold, coverage: passed.length / answers.length, precision };
  });
}

/** The mean distance of confidence and accuracy over bins of equal width, each weighing as many answers as it holds. */
export function calibrationOf(answers: readonly JudgedAnswer[]): FieldReport['calibration'] {
  const bins: CalibrationBin[] = [];
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const inside = answers.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
    const confidence = mean(inside.map((answer) => answer.confidence));
    const accuracy = mean(inside.map(({ right }) => (right ? 1 : 0)));
    bins.push({ from: bin / BINS, to: (bin + 1) / BINS, confidence, accuracy, count: inside.length });
    error += inside.length * Math.abs(confidence - accuracy);
  }
  return { expectedCalibrationError: answers.length === 0 ? 0 : error / answers.length, bins };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
