import { describe, expect, it } from 'vitest';
import type { DocumentMeasures } from './measures.js';
import { formatReport, summarise } from './report.js';

const COST = { cpuSeconds: 4.5, pages: 3, peakRssMb: 512.4 };

function document(same: number, characterErrorRate: number, found: boolean): DocumentMeasures {
  return {
    words: { expected: 10, read: 8, same },
    characterErrorRate,
    found: [{ label: 'total', found }],
  };
}

describe('summarise', () => {
  it('pools words, takes the median error rate and gives shares in per cent', () => {
    const report = summarise([document(8, 0.02, true), document(4, 0.3, false), document(6, 0.04, true)], COST);
    expect(report).toEqual({
      overall: { wordRecall: 60, wordPrecision: 75, medianCer: 4, cpuSecondsPerPage: 1.5, peakRssMb: 512 },
      found: { total: 66.67 },
    });
  });

  it('takes the middle between two for an even number of documents', () => {
    expect(summarise([document(8, 0.02, true), document(8, 0.03, true)], COST).overall.medianCer).toBe(2.5);
  });

  it('has figures for no documents, too', () => {
    expect(summarise([], { cpuSeconds: 0, pages: 0, peakRssMb: 100 })).toEqual({
      overall: { wordRecall: 0, wordPrecision: 0, medianCer: 0, cpuSecondsPerPage: 0, peakRssMb: 100 },
      found: {},
    });
  });
});

describe('formatReport', () => {
  it('names every measure with its unit', () => {
    expect(formatReport(summarise([document(8, 0.02, true)], COST))).toBe(
      [
        'word recall                      80 %',
        'word precision                  100 %',
        'median character error rate       2 %',
        'total found verbatim            100 %',
        'CPU a page                      1.5 s',
        'peak memory                    512 MB',
      ].join('\n'),
    );
  });
});
