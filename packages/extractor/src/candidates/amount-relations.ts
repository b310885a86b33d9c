import { toCents } from '../values/amounts.js';

export interface AmountRelation {
  /** Some amount minus another gives it: cash minus change. */
  isDifference: boolean;
  /** Two other amounts add up to it. */
  isSum: boolean;
  /** Six parts in 106 of it stand there, too: a tax of six per cent that it includes. */
  hasTaxShare: boolean;
  /** 1 zero, 2 negative, 3 whole, 4 tenths, 5 twentieths, 6 other. */
  roundness: number;
}

export type AmountRelations = (value: string) => AmountRelation;

/** More amounts than this are not set against each other. */
const MAX_AMOUNTS = 200;

/** How each amount relates to the others of its document. */
export function relateAmounts(values: readonly string[]): AmountRelations {
  const amounts = values.slice(0, MAX_AMOUNTS).map(toCents);
  const present = new Set(amounts);
  const known = new Map<string, AmountRelation>();
  return (value) => {
    const relation = known.get(value) ?? relate(toCents(value), amounts, present);
    known.set(value, relation);
    return relation;
  };
}

function relate(cents: number, amounts: readonly number[], present: ReadonlySet<number>): AmountRelation {
  const share = Math.round((cents * 6) / 106);
  return {
    isDifference: amounts.some((other) => other > cents && other - cents !== cents && present.has(other - cents)),
    isSum: amounts.some((other) => other < cents && other > 0 && present.has(cents - other)),
    hasTaxShare: [-1, 0, 1].some((offset) => present.has(share + offset)),
    roundness: roundnessOf(cents),
  };
}

function roundnessOf(cents: number): number {
  if (cents === 0) return 1;
  if (cents < 0) return 2;
  if (cents % 100 === 0) return 3;
  if (cents % 10 === 0) return 4;
  return cents % 5 === 0 ? 5 : 6;
}
