import { describe, expect, it } from 'vitest';
import { percentAxis, sizeAxis } from './axes.js';
import { type Chart, drawChart } from './chart.js';

const chart: Chart = {
  title: 'Right & wrong <of all>',
  x: sizeAxis([10, 100, 1000]),
  y: percentAxis('right, %', [62, 98]),
  series: [
    {
      name: 'text given',
      color: 0,
      points: [
        [10, 62],
        [100, 90],
        [1000, 98],
      ],
    },
    { name: 'images', color: 1, dashed: true, points: [[10, 80]] },
  ],
};

describe('drawChart', () => {
  it('holds title, labels, ticks and legend as text, escaped', () => {
    const svg = drawChart(chart);
    for (const text of ['Right &amp; wrong &lt;of all&gt;', 'training documents', 'right, %', 'text given', 'images']) {
      expect(svg).toContain(`>${text}</text>`);
    }
    for (const tick of ['10', '100', '1000', '60', '70', '100']) expect(svg).toContain(`>${tick}</text>`);
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  it('puts each power of ten as far from the next on a logarithmic axis, and more further up', () => {
    const [, first, second, third] =
      /d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+L([\d.]+) [\d.]+"/.exec(drawChart(chart))?.map(Number) ?? [];
    expect(second! - first!).toBeCloseTo(third! - second!, 0);
    const heights = /d="M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)/.exec(drawChart(chart))?.slice(1).map(Number);
    expect(heights![1]).toBeLessThan(heights![0]!);
  });

  it('gives each series its own colour and mark, dashed if asked for', () => {
    const svg = drawChart(chart);
    expect(svg.match(/<circle/g)).toHaveLength(4);
    expect(svg.match(/<rect/g)).toHaveLength(2);
    expect(svg).toContain('stroke-dasharray="6 4"');
  });
});

describe('percentAxis', () => {
  it('starts at a round number below the least value and has few ticks', () => {
    const { from, to, ticks } = percentAxis('', [62.3, 98]);
    expect([from, to]).toEqual([60, 100]);
    expect(ticks.map(({ at }) => at)).toEqual([60, 70, 80, 90, 100]);
    expect(percentAxis('', [97.2]).ticks.map(({ at }) => at)).toEqual([95, 96, 97, 98, 99, 100]);
    expect(percentAxis('', [0]).ticks).toHaveLength(6);
  });
});
