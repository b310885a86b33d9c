import * as dates from '../notation/date-notation.js';
import type { MoneyNotation } from '../notation/money-notation.js';
import { american } from '../pools/american.js';
import { british } from '../pools/british.js';
import { french } from '../pools/french.js';
import { german } from '../pools/german.js';
import { norwegian } from '../pools/norwegian.js';
import type { Pool } from '../pools/pool.js';
import { spanish } from '../pools/spanish.js';
import { swissTowns } from '../pools/swiss.js';
import type { Random } from '../random.js';

export type MarketName = 'british' | 'european' | 'american' | 'norwegian' | 'german' | 'swiss' | 'french' | 'spanish';

/** How business is done and written in one place. */
export interface Market {
  pool: Pool;
  /** Prices of the pools, in euros, times this. */
  priceLevel: number;
  /** Standard rate of value-added or sales tax, in per cent. */
  taxRate: number;
  /** Of dates on invoices, then the short ones of tills. */
  dates: readonly dates.DateNotation[];
  tillDates: readonly dates.DateNotation[];
  money: readonly MoneyNotation[];
  phone(random: Random): string;
  taxId(random: Random): string;
  account(random: Random): string;
}

const before = (text: string) => ({ text, place: 'before' }) as const;
const after = (text: string) => ({ text, place: 'after' }) as const;
const pair = (random: Random) => random.digits(2);

const iban = (random: Random, country: string, groups: number) =>
  [`${country}${pair(random)}`, ...Array.from({ length: groups }, () => random.digits(4))].join(' ');

const inBritain = {
  pool: british,
  priceLevel: 1,
  taxRate: 20,
  phone: (random: Random) => `0${random.digits(4)} ${random.digits(6)}`,
  taxId: (random: Random) => `GB ${random.digits(3)} ${random.digits(4)} ${pair(random)}`,
  account: (random: Random) => `Sort code ${pair(random)}-${pair(random)}-${pair(random)}  Account ${random.digits(8)}`,
};

export const markets: Readonly<Record<MarketName, Market>> = {
  british: {
    ...inBritain,
    dates: [dates.shortMonthDate, dates.slashedDate, dates.longEnglishDate],
    tillDates: [dates.slashedDate, dates.shortSlashedDate],
    money: [
      { decimal: '.', group: ',', currency: before('£') },
      { decimal: '.', group: ',', currency: before('GBP ') },
    ],
  },
  european: {
    ...inBritain,
    taxRate: 23,
    dates: [dates.shortMonthDate, dates.dashedDate, dates.standardDate, dates.longEnglishDate],
    tillDates: [dates.dashedDate, dates.slashedDate],
    money: [
      { decimal: '.', group: ',', currency: before('€') },
      { decimal: '.', group: ',', currency: before('EUR ') },
      { decimal: '.', group: ' ', currency: after(' EUR') },
    ],
    taxId: (random) => `IE${random.digits(7)}W`,
    account: (random) => `IBAN ${iban(random, 'IE', 4)}`,
  },
  american: {
    pool: american,
    priceLevel: 1,
    taxRate: 8.25,
    dates: [dates.americanDate, dates.shortAmericanMonthDate, dates.longAmericanDate],
    tillDates: [dates.americanDate, dates.shortAmericanDate],
    money: [
      { decimal: '.', group: ',', currency: before('$') },
      { decimal: '.', group: ',', currency: before('$ ') },
      { decimal: '.', group: ',', currency: before('USD ') },
    ],
    phone: (random) => `(${random.digits(3)}) 555-01${pair(random)}`,
    taxId: (random) => `${pair(random)}-${random.digits(7)}`,
    account: (random) => `Routing ${random.digits(9)}  Account ${random.digits(10)}`,
  },
  norwegian: {
    pool: norwegian,
    priceLevel: 11,
    taxRate: 25,
    dates: [dates.dottedDate, dates.longNorwegianDate, dates.dottedDate],
    tillDates: [dates.dottedDate, dates.shortDottedDate],
    money: [
      { decimal: ',', group: ' ', currency: before('kr ') },
      { decimal: ',', group: ' ', currency: before('NOK ') },
      { decimal: ',', group: '.', currency: after(' NOK') },
    ],
    phone: (random) => `+47 ${pair(random)} ${pair(random)} ${pair(random)} ${pair(random)}`,
    taxId: (random) => `NO 9${pair(random)} ${random.digits(3)} ${random.digits(3)} MVA`,
    account: (random) => `${random.digits(4)} ${pair(random)} ${random.digits(5)}`,
  },
  german: {
    pool: german,
    priceLevel: 1,
    taxRate: 19,
    dates: [dates.dottedDate, dates.longGermanDate, dates.dottedDate],
    tillDates: [dates.dottedDate, dates.shortDottedDate],
    money: [
      { decimal: ',', group: '.', currency: after(' €') },
      { decimal: ',', group: '.', currency: after(' EUR') },
    ],
    phone: (random) => `0${random.digits(3)} / ${random.digits(6)}`,
    taxId: (random) => `DE${random.digits(9)}`,
    account: (random) => iban(random, 'DE', 4),
  },
  swiss: {
    pool: { ...german, towns: swissTowns, legalForms: ['AG', 'GmbH', 'AG'] },
    priceLevel: 1.4,
    taxRate: 8.1,
    dates: [dates.dottedDate, dates.longGermanDate, dates.shortDottedDate],
    tillDates: [dates.dottedDate, dates.shortDottedDate],
    money: [
      { decimal: '.', group: "'", currency: before('CHF ') },
      { decimal: '.', group: '’', currency: before('CHF ') },
      { decimal: '.', group: "'", currency: before('Fr. ') },
    ],
    phone: (random) => `0${random.digits(2)} ${random.digits(3)} ${pair(random)} ${pair(random)}`,
    taxId: (random) => `CHE-${random.digits(3)}.${random.digits(3)}.${random.digits(3)} MWST`,
    account: (random) => `CH${pair(random)} ${[4, 4, 4, 4, 1].map((digits) => random.digits(digits)).join(' ')}`,
  },
  spanish: {
    pool: spanish,
    priceLevel: 1,
    taxRate: 21,
    dates: [dates.slashedDate, dates.dashedDate, dates.longSpanishDate, dates.shortSlashedDate],
    tillDates: [dates.slashedDate, dates.shortSlashedDate],
    money: [
      { decimal: ',', group: '.', currency: after(' €') },
      { decimal: ',', group: ' ', currency: after(' €') },
      { decimal: ',', group: '.', currency: after(' EUR') },
    ],
    phone: (random) => `+34 9${random.digits(2)} ${random.digits(3)} ${random.digits(3)}`,
    taxId: (random) => `B${random.digits(8)}`,
    account: (random) => iban(random, 'ES', 5),
  },
  french: {
    pool: french,
    priceLevel: 1,
    taxRate: 20,
    dates: [dates.slashedDate, dates.longFrenchDate],
    tillDates: [dates.slashedDate],
    money: [
      { decimal: ',', group: ' ', currency: after(' €') },
      { decimal: ',', group: ' ', currency: after(' EUR') },
    ],
    phone: (random) => `0${random.int(1, 5)} ${Array.from({ length: 4 }, () => pair(random)).join(' ')}`,
    taxId: (random) => `FR ${pair(random)} ${random.digits(9)}`,
    account: (random) => iban(random, 'FR', 5),
  },
};
