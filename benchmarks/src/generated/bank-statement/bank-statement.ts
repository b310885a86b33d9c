import {
  a4,
  addDays,
  anyDay,
  type CalendarDate,
  isoDate,
  personName,
  plainAmount,
  type Random,
  Sheet,
} from '@las/samples/parts';
import type { DocumentKind } from '../generated-document.js';
import { drawStatement } from './draw.js';
import { makeLook, type StatementLook } from './look.js';

/** What one statement says; null for what it does not say. Amounts are in hundredths. */
export interface StatementContent {
  holder: string;
  iban: string;
  customer: string;
  number: number;
  from: CalendarDate;
  to: CalendarDate;
  date: CalendarDate;
  opening: number;
  movements: { day: CalendarDate; text: string; amount: number }[];
  closing: number;
  limit: number | null;
}

/** Bank statements: balances that also stand in the table, amounts below zero, a date that is often another's equal. */
export const bankStatement: DocumentKind = {
  name: 'bank-statement',
  fields: {
    bank: { type: 'all', maxLength: 60 },
    account_holder: { type: 'all', maxLength: 60 },
    iban: { type: 'alphanum', maxLength: 40 },
    bic: { type: 'alphanum', maxLength: 11 },
    customer_number: { type: 'number', maxLength: 12 },
    statement_number: { type: 'number', maxLength: 5 },
    from_date: { type: 'date', maxLength: 10 },
    to_date: { type: 'date', maxLength: 10 },
    statement_date: { type: 'date', maxLength: 10 },
    opening_balance: { type: 'amount', maxLength: 16 },
    closing_balance: { type: 'amount', maxLength: 16 },
    overdraft_limit: { type: 'amount', maxLength: 16 },
    currency: { type: 'letter', maxLength: 3 },
    phone: { type: 'phone', maxLength: 24 },
  },
  async draw(sender, random, senderNumber) {
    const look = makeLook(sender, senderNumber);
    const content = makeContent(random, look);
    const sheet = await Sheet.create(a4, look.family);
    drawStatement(sheet, look, content);
    return { sheet, language: look.language, sender: look.bank, truth: truthOf(look, content) };
  },
};

function makeContent(random: Random, { market, words, country, statesLimit }: StatementLook): StatementContent {
  const from = { ...anyDay(random), day: 1 };
  const to = addDays(from, random.pick([13, 27, 29]));
  const opening = random.int(-80_000, 900_000);
  const movements = Array.from({ length: random.int(2, 9) }, (_, index) => ({
    day: addDays(from, index * 3),
    text: random.pick(words.movements),
    amount: random.int(-120_000, 160_000),
  }));
  return {
    holder: personName(random, market),
    iban: `${country}${random.digits(2)} ${Array.from({ length: 4 }, () => random.digits(4)).join(' ')}`,
    customer: random.digits(random.int(6, 8)),
    number: random.int(1, 24),
    from,
    to,
    date: random.chance(0.5) ? to : addDays(to, random.int(1, 4)),
    opening,
    movements,
    closing: movements.reduce((sum, { amount }) => sum + amount, opening),
    limit: statesLimit && random.chance(0.7) ? random.int(1, 20) * 50_000 : null,
  };
}

function truthOf(look: StatementLook, content: StatementContent): Record<string, string | null> {
  return {
    bank: look.bank,
    account_holder: content.holder,
    iban: content.iban,
    bic: look.bic,
    customer_number: content.customer,
    statement_number: String(content.number),
    from_date: isoDate(content.from),
    to_date: isoDate(content.to),
    statement_date: isoDate(content.date),
    opening_balance: plainAmount(content.opening),
    closing_balance: plainAmount(content.closing),
    overdraft_limit: content.limit === null ? null : plainAmount(content.limit),
    currency: look.currency,
    phone: look.statesPhone ? look.phone : null,
  };
}
