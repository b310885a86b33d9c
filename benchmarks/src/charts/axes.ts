import type { Axis } from './chart.js';

/** Numbers of documents, on a logarithmic scale. */
export function sizeAxis(sizes: readonly number[]): Axis {
  const [from, to] = [Math.min(...sizes), Math.max(...sizes)];
  return {
    label: 'training documents',
    // A single size still needs some width.
    from: from === to ? from / 2 : from,
    to: from === to ? to * 2 : to,
    scale: 'log',
    ticks: sizes.map((at) => ({ at, text: String(at) })),
  };
}

/** Per cent from the round number below the least value; about six ticks. */
export function percentAxis(label: string, values: readonly number[], { to = 100 } = {}): Axis {
  const least = Math.min(to - 5, ...values);
  const step = [1, 2, 5, 10, 20].find((candidate) => (to - least) / candidate <= 6) ?? 25;
  const from = Math.max(0, Math.floor(least / step) * step);
  const count = Math.round((to - from) / step);
  return {
    label,
    from,
    to,
    ticks: Array.from({ length: count + 1 }, (_, index) => ({
      at: from + index * step,
      text: String(from + index * step),
    })),
  };
}
