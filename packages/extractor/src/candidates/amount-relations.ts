import { toCents } from '../values/amounts.js';

/** A sum that holds between an amount and two others. */
export interface Equation {
  /** What the amount is in it: the sum, or the larger or smaller of the parts. */
  role: 'sum' | 'larger' | 'smaller';
  /** The smaller part against the sum: 0 as small as a rounding, 1 as large as a tax may be, 2 larger. */
  size: number;
}

export interface AmountRelation {
  equations: readonly Equation[];
  /**
   * What it is to a percentage that stands in the document: 1 that share of another amount, 2 of one that it is part of,
   * 3 an amount whose share stands there, 4 one that includes its share; 0 nothing.
   */
  rate: number;
  /** 1 zero, 2 negative, 3 whole, 4 tenths, 5 twentieths, 6 other. */
  roundness: number;
}

export type AmountRelations = (value: string) => AmountRelation;

/** More amounts than this are not set against each other. */
const MAX_AMOUNTS = 120;

/** How each amount relates to the others of its document, and to the percentages that stand in it. */
export function relateAmounts(values: readonly string[], rates: readonly number[]): AmountRelations {
  const amounts = new Set(values.slice(0, MAX_AMOUNTS).map(toCents));
  const known = new Map<string, AmountRelation>();
  return (value) => {
    const relation = known.get(value) ?? relate(toCents(value), amounts, rates);
    known.set(value, relation);
    return relation;
  };
}

function relate(cents: number, amounts: ReadonlySet<number>, rates: readonly number[]): AmountRelation {
  const equations = cents > 0 ? [...sumsTo(cents, amounts), ...partOf(cents, amounts)] : [];
  return { equations, rate: rateOf(cents, amounts, rates), roundness: roundnessOf(cents) };
}

function* sumsTo(cents: number, amounts: ReadonlySet<number>): Generator<Equation> {
  for (const larger of amounts) {
    const smaller = cents - larger;
    if (smaller <= 0 || smaller > larger || !amounts.has(smaller)) continue;
    yield { role: 'sum', size: sizeOf(smaller, cents) };
  }
}

function* partOf(cents: number, amounts: ReadonlySet<number>): Generator<Equation> {
  for (const sum of amounts) {
    const other = sum - cents;
    if (other <= 0 || other === cents || !amounts.has(other)) continue;
    yield { role: cents > other ? 'larger' : 'smaller', size: sizeOf(Math.min(cents, other), sum) };
  }
}

function sizeOf(smaller: number, sum: number): number {
  const share = smaller / sum;
  if (share < 0.01) return 0;
  return share < 0.28 ? 1 : 2;
}

function rateOf(cents: number, amounts: ReadonlySet<number>, rates: readonly number[]): number {
  if (cents <= 1) return 0;
  const stands = (value: number): boolean =>
    [-1, 0, 1].some((offset) => value + offset > 1 && value + offset !== cents && amounts.has(value + offset));
  for (const rate of rates) {
    if (stands(Math.round((cents * rate) / 100))) return 3;
    if (stands(Math.round((cents * rate) / (100 + rate)))) return 4;
    if (stands(Math.round((cents * 100) / rate))) return 1;
    if (stands(Math.round((cents * (100 + rate)) / rate))) return 2;
  }
  return 0;
}

function roundnessOf(cents: number): number {
  if (cents === 0) return 1;
  if (cents < 0) return 2;
  if (cents % 100 === 0) return 3;
  if (cents % 10 === 0) return 4;
  return cents % 5 === 0 ? 5 : 6;
}
