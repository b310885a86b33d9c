import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../answers/decide.js';
import { createRandom } from '../random.js';
import { confidenceOf, fitCalibrations, type JudgedDecision } from './confidence.js';
import { dot, fitLogistic, sigmoid } from './logistic.js';
import { calibrationOf, findThreshold, reportOn } from './report.js';

describe('fitLogistic', () => {
  it('finds the weights that made the observations', () => {
    const random = createRandom(3);
    const truth = [0.5, 2, -1];
    const observations = Array.from({ length: 20_000 }, () => {
      const features = [1, random() * 4 - 2, random() * 4 - 2];
      return { features, right: random() < sigmoid(dot(truth, features)) };
    });
    const weights = fitLogistic(observations, { weights: [0, 0, 0], strength: [0.1, 0.1, 0.1] });
    for (const [index, weight] of weights.entries()) expect(weight).toBeCloseTo(truth[index]!, 0);
  });

  it('stays at the prior without observations, and finite where they are one-sided', () => {
    const prior = { weights: [1, -2], strength: [1, 1] };
    expect(fitLogistic([], prior)).toEqual([1, -2]);
    const onesided = Array.from({ length: 50 }, () => ({ features: [1, 5], right: true }));
    for (const weight of fitLogistic(onesided, prior)) expect(Math.abs(weight)).toBeLessThan(20);
  });
});

describe('report', () => {
  const answers = fc.array(fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() }));

  it('finds the lowest threshold that keeps the precision', () => {
    const ordered = [0.9, 0.8, 0.7, 0.6].map((confidence) => ({ confidence, right: confidence !== 0.7 }));
    expect(findThreshold(ordered, 0.85)).toEqual({ threshold: 0.8, coverage: 0.5 });
    expect(findThreshold(ordered, 0.75)).toEqual({ threshold: 0.6, coverage: 1 });
    expect(findThreshold(ordered, 0.95)).toEqual({ threshold: null, coverage: 0 });
    expect(findThreshold([{ confidence: 0.9, right: false }], 0.95)).toEqual({ threshold: null, coverage: 0 });
  });

  it('never breaks the precision that it promises, ties included', () => {
    fc.assert(
      fc.property(answers, fc.double({ min: 0.5, max: 1, noNaN: true }), (given, precision) => {
        const { threshold, coverage } = findThreshold(given, precision);
        const passed = given.filter(({ confidence }) => threshold !== null && confidence >= threshold);
        expect(passed.filter(({ right }) => right).length).toBeGreaterThanOrEqual(precision * passed.length - 1e-9);
        expect(coverage * Math.max(1, given.length)).toBeCloseTo(passed.length);
      }),
    );
  });

  it('shows what thresholds let through, from all to few', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { tradeOff } = reportOn(given);
        expect(tradeOff.length).toBeLessThanOrEqual(21);
        expect(tradeOff[0]?.coverage ?? 1).toBe(1);
        for (const [index, { threshold, coverage, precision }] of tradeOff.entries()) {
          const passed = given.filter(({ confidence }) => confidence >= threshold);
          expect(coverage * given.length).toBeCloseTo(passed.length);
          expect(precision * passed.length).toBeCloseTo(passed.filter(({ right }) => right).length);
          expect(threshold).toBeGreaterThan(tradeOff[index - 1]?.threshold ?? -1);
        }
      }),
    );
  });

  it('measures the distance of confidence and accuracy', () => {
    const even = [0.85, 0.85, 0.85, 0.85].map((confidence, index) => ({ confidence, right: index < 2 }));
    const { expectedCalibrationError, bins } = calibrationOf(even);
    expect(expectedCalibrationError).toBeCloseTo(0.35);
    expect(bins[8]).toMatchObject({ count: 4, accuracy: 0.5 });
  });

  it('takes no answers at all', () => {
    expect(reportOn([])).toMatchObject({ documents: 0, accuracy: 0, thresholdAt99Precision: null });
  });
});

describe('confidence', () => {
  const decision = (probability: number, leastWordConfidence: number): Decision => ({
    value: 'x',
    probability,
    runnerUp: 1 - probability,
    absent: 0,
    recollection: null,
    choice: {
      key: 'x',
      text: 'x',
      probability,
      place: null,
      leastWordConfidence,
      meanWordConfidence: leastWordConfidence,
      occurrences: 1,
    },
  });

  it('falls with the doubt of the reader where answers from doubtful words were wrong', () => {
    const judged = Array.from({ length: 200 }, (_, index): JudgedDecision => {
      const isDoubtful = index % 4 === 0;
      return { decision: decision(0.99, isDoubtful ? 0.5 : 0.99), right: !isDoubtful || index % 8 === 0 };
    });
    const [calibration] = fitCalibrations([judged]);
    expect(confidenceOf(decision(0.99, 0.99), calibration!)).toBeGreaterThan(0.95);
    expect(confidenceOf(decision(0.99, 0.5), calibration!)).toBeLessThan(0.75);
  });

  it('keeps a part of the doubt of the reader though all answers that it was fitted to were right', () => {
    const judged = Array.from({ length: 200 }, () => ({ decision: decision(0.99, 0.99), right: true }));
    const [calibration] = fitCalibrations([judged]);
    expect(confidenceOf(decision(0.99, 0.5), calibration!)).toBeLessThanOrEqual(0.9);
    const read = { text: 'x', confidences: [0.5] };
    const spelled = { ...decision(0.99, 0.5), choice: { ...decision(0.99, 0.5).choice!, read } };
    expect(confidenceOf(spelled, calibration!)).toBeGreaterThan(confidenceOf(decision(0.99, 0.5), calibration!));
  });

  it('lends a field with few answers what holds for all', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ decision: decision(0.9, 1), right: index % 2 === 0 }));
    const few = [{ decision: decision(0.9, 1), right: true }];
    const [, calibration] = fitCalibrations([many, few]);
    expect(confidenceOf(decision(0.9, 1), calibration!)).toBeLessThan(0.8);
  });
});
