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
import { type InvoiceWords, invoiceWords } from './words.js';

/** What all invoices of one sender have in common. */
export interface InvoiceLook {
  market: Market;
  language: Language;
  seller: Company;
  /** Printed in the foot. */
  account: string;
  words: Picked<InvoiceWords>;
  dates: DateNotation;
  money: MoneyNotation;
  /** Form of the invoice's number: `#` becomes a digit, `Y` the year. */
  numberForm: string;
  family: Family;
  color: Color;
  size: number;
  /** Where the seller's name and address are. */
  head: 'left' | 'right' | 'centre' | 'foot';
  /** How number and dates are set, and where. */
  meta: { style: LabelStyle; place: 'right' | 'left' | 'across' };
  totals: { style: LabelStyle; place: 'right' | 'left' | 'across' };
  table: 'grid' | 'rules' | 'stripes' | 'none';
  hasLogo: boolean;
  logoSeed: number;
  isTaxed: boolean;
  statesDue: boolean;
  statesPhone: boolean;
  /** Many lines, so that the totals come on a second page. */
  isLong: boolean;
  amountsWithCurrency: boolean;
}

const numberForms = ['######', 'Y-####', 'RE-Y-####', 'F#####', 'INV-####', 'Y/#####', '##-####', 'A######'];

export function makeLook(random: Random, senderNumber: number): InvoiceLook {
  const { market, language } = marketOfSender(senderNumber);
  const place = () => random.pick(['right', 'right', 'left', 'across'] as const);
  return {
    market,
    language,
    seller: makeCompany(random, market),
    account: market
      .account(random)
      .replace(/^(IBAN|Sort code.*Account|Routing.*Account) /, '')
      .trim(),
    words: pickWords(random, invoiceWords[language]),
    dates: random.pick(market.dates),
    money: random.pick(market.money),
    numberForm: random.pick(numberForms),
    family: random.pick(['sans', 'sans', 'serif', 'mono']),
    color: random.pick(brandColors),
    size: random.between(9, 10.5),
    head: random.pick(['left', 'right', 'centre', 'foot']),
    meta: { style: random.pick(labelStyles), place: place() },
    totals: { style: random.pick(['beside', 'spread', 'spread', 'above', 'colon', 'boxed']), place: place() },
    table: random.pick(['grid', 'rules', 'stripes', 'none']),
    hasLogo: random.chance(0.5),
    logoSeed: random.int(0, 1e6),
    isTaxed: random.chance(0.85),
    statesDue: random.chance(0.8),
    statesPhone: random.chance(0.75),
    isLong: random.chance(0.15),
    amountsWithCurrency: random.chance(0.5),
  };
}
