import {
  brandColors,
  type Color,
  type Company,
  type DateNotation,
  type Family,
  type Language,
  type Market,
  type MoneyNotation,
  makeCompany,
  type Random,
} from '@las/samples/parts';
import { type LabelStyle, labelStyles } from '../labelled.js';
import { marketOfSender } from '../market-language.js';
import { type Picked, pickWords } from '../pick-words.js';
import { type NoteWords, noteWords } from './words.js';

/** What all notes of one shipper have in common. */
export interface NoteLook {
  market: Market;
  language: Language;
  shipper: Company;
  carriers: readonly string[];
  words: Picked<NoteWords>;
  dates: DateNotation;
  money: MoneyNotation;
  numberForm: string;
  family: Family;
  color: Color;
  size: number;
  style: LabelStyle;
  columns: 2 | 3;
  /** Whether the fields come before the goods. */
  fieldsFirst: boolean;
  partiesBeside: boolean;
  table: 'grid' | 'rules' | 'stripes' | 'none';
  statesNet: boolean;
  statesPhone: boolean;
  /** Yes and no as a cross in one of two boxes, or in words. */
  crosses: boolean;
  order: readonly number[];
}

export function makeLook(random: Random, senderNumber: number): NoteLook {
  const { market, language } = marketOfSender(senderNumber);
  const carrierKinds = ['Transport', 'Logistik', 'Spedition', 'Cargo', 'Freight'];
  return {
    market,
    language,
    shipper: makeCompany(random, market),
    carriers: Array.from({ length: 6 }, () => `${random.pick(market.pool.stems)} ${random.pick(carrierKinds)}`),
    words: pickWords(random, noteWords[language]),
    dates: random.pick(market.dates),
    money: random.pick(market.money),
    numberForm: random.pick(['LS-#####', 'Y-#####', '########', 'DN####/Y', 'BL######']),
    family: random.pick(['sans', 'sans', 'serif', 'mono']),
    color: random.pick(brandColors),
    size: random.between(9.5, 11),
    style: random.pick(labelStyles),
    columns: random.pick([2, 3]),
    fieldsFirst: random.chance(0.6),
    partiesBeside: random.chance(0.7),
    table: random.pick(['grid', 'rules', 'stripes', 'none']),
    statesNet: random.chance(0.7),
    statesPhone: random.chance(0.75),
    crosses: random.chance(0.4),
    order: Array.from({ length: 14 }, () => random.next()),
  };
}
