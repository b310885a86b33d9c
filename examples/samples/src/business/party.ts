import { type Trade, trades } from '../pools/pool.js';
import type { Random } from '../random.js';
import type { Market } from './market.js';

/** Someone who buys or sells, with the lines of the address. */
export interface Party {
  name: string;
  street: string;
  town: string;
}

export interface Company extends Party {
  /** First word or words of the name, for a logo. */
  stem: string;
  trade: Trade;
  phone: string;
  email: string;
  website: string;
  taxId: string;
  account: string;
}

export function makeCompany(random: Random, market: Market, trade: Trade = random.pick(trades)): Company {
  const stem = random.pick(market.pool.stems);
  const words = market.pool.trades[trade].words;
  const domain = `${asciiName(stem)}.example`;
  return {
    stem,
    trade,
    name: `${stem} ${random.pick(words)} ${random.pick(market.pool.legalForms)}`,
    ...makeAddress(random, market),
    phone: market.phone(random),
    email: `${random.pick(['post', 'info', 'accounts', 'hello'])}@${domain}`,
    website: `www.${domain}`,
    taxId: market.taxId(random),
    account: market.account(random),
  };
}

/** A firm or, now and then, a person. */
export function makeCustomer(random: Random, market: Market): Party {
  if (random.chance(0.6)) {
    const { name, street, town } = makeCompany(random, market);
    return { name, street, town };
  }
  return { name: personName(random, market), ...makeAddress(random, market) };
}

export function personName(random: Random, market: Market): string {
  return `${random.pick(market.pool.firstNames)} ${random.pick(market.pool.lastNames)}`;
}

export function makeAddress(random: Random, market: Market): { street: string; town: string } {
  return {
    street: random.pick(market.pool.streets).replace('#', String(random.int(1, 148))),
    town: random.pick(market.pool.towns),
  };
}

const plainLetters: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', å: 'a', ß: 'ss' };

function asciiName(text: string): string {
  const plain = text.toLowerCase().replace(/[æøåß]/g, (letter) => plainLetters[letter] ?? '');
  return plain
    .normalize('NFD')
    .replace(/[^a-z ]/g, '')
    .trim()
    .replace(/ +/g, '-');
}
