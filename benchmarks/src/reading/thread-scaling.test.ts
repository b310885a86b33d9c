import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatScaling, measureScaling } from './thread-scaling.js';

const RECEIPT = fileURLToPath(new URL('../../fixtures/receipt.png', import.meta.url));

describe('the scaling over threads', () => {
  it('is measured for each number of threads', async () => {
    const image = { bytes: await readFile(RECEIPT), contentType: 'image/png' as const };
    const rates = await measureScaling([image, image], [1, 2]);
    expect(rates.map(({ threads }) => threads)).toEqual([1, 2]);
    for (const { imagesPerSecond, cpuSecondsPerImage } of rates) {
      expect(imagesPerSecond).toBeGreaterThan(0);
      expect(cpuSecondsPerImage).toBeGreaterThan(0);
    }
  });

  it('is printed as times of the first', () => {
    const rates = [
      { threads: 1, imagesPerSecond: 0.8, cpuSecondsPerImage: 1.25 },
      { threads: 2, imagesPerSecond: 1.52, cpuSecondsPerImage: 1.31 },
    ];
    expect(formatScaling(rates)).toBe(
      [
        'threads  images/s  times  CPU s/image',
        '      1      0.80   1.00         1.25',
        '      2      1.52   1.90         1.31',
      ].join('\n'),
    );
  });
});
