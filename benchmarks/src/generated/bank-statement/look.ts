import {
  brandColors,
  type Color,
  type DateNotation,
  type Family,
  type Language,
  type Market,
  type MarketName,
  type MoneyNotation,
  type Random,
} from '@las/samples/parts';
import { type LabelStyle, labelStyles } from '../labelled.js';
import { marketOfSender } from '../market-language.js';
import { type Picked, pickWords } from '../pick-words.js';
import { type StatementWords, statementWords } from './words.js';

/** What all statements of one bank have in common. */
export interface StatementLook {
  market: Market;
  language: Language;
  bank: string;
  country: string;
  currency: string;
  bic: string;
  phone: string;
  words: Omit<Picked<StatementWords>, 'movements'> & { movements: readonly string[] };
  dates: DateNotation;
  money: MoneyNotation;
  family: Family;
  color: Color;
  size: number;
  style: LabelStyle;
  columns: 1 | 2 | 3;
  table: 'grid' | 'rules' | 'stripes' | 'none';
  statesLimit: boolean;
  statesPhone: boolean;
  /** The sign of amounts below zero comes after them. */
  signAfter: boolean;
  order: readonly number[];
}

const codes: Readonly<Record<MarketName, readonly [country: string, currency: string]>> = {
  norwegian: ['NO', 'NOK'],
  german: ['DE', 'EUR'],
  swiss: ['CH', 'CHF'],
  french: ['FR', 'EUR'],
  spanish: ['ES', 'EUR'],
  british: ['GB', 'GBP'],
  european: ['IE', 'EUR'],
  american: ['US', 'USD'],
};

export function makeLook(random: Random, senderNumber: number): StatementLook {
  const { name, market, language } = marketOfSender(senderNumber);
  const [country, currency] = codes[name];
  const words = statementWords[language];
  const stem = random.pick(market.pool.stems);
  const bankWord = random.pick(words.banks);
  return {
    market,
    language,
    bank: random.chance(0.5) ? `${stem} ${bankWord}` : `${bankWord} ${stem}`,
    country,
    currency,
    bic: `${letters(random, 4)}${country}${random.pick(['22', '2X', 'KK'])}${random.chance(0.5) ? 'XXX' : ''}`,
    phone: market.phone(random),
    words: { ...pickWords(random, words), movements: words.movements },
    dates: random.pick(market.dates),
    money: random.pick(market.money),
    family: random.pick(['sans', 'sans', 'serif', 'mono']),
    color: random.pick(brandColors),
    size: random.between(9.5, 11),
    style: random.pick(labelStyles),
    columns: random.pick([1, 2, 2, 3]),
    table: random.pick(['grid', 'rules', 'stripes', 'none']),
    statesLimit: random.chance(0.6),
    statesPhone: random.chance(0.7),
    signAfter: random.chance(0.15),
    order: Array.from({ length: 13 }, () => random.next()),
  };
}

function letters(random: Random, count: number): string {
  return Array.from({ length: count }, () => String.fromCharCode(65 + random.int(0, 25))).join('');
}
