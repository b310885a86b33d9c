import type { Curve, CurvePoint } from './learning-curve.js';

/** What readers of tables and legends call the words that an answer was taken from. */
export function conditionName({ source, copies }: Pick<CurvePoint, 'source' | 'copies'>): string {
  if (source === 'transcript') return 'text given';
  return copies === 'degraded' ? 'bad images' : 'images';
}

/** Points of a curve by their condition, in the order in which they were measured. */
export function byCondition(points: readonly CurvePoint[]): { name: string; points: CurvePoint[] }[] {
  const names = [...new Set(points.map(conditionName))];
  return names.map((name) => ({ name, points: points.filter((point) => conditionName(point) === name) }));
}

export function sizesOf({ points }: Pick<Curve, 'points'>): number[] {
  return [...new Set(points.map(({ size }) => size))];
}
