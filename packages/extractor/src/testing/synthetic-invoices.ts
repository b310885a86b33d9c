import { createRandom } from '../random.js';
import type { Page, TrainingDocument, TruthValue, Word } from '../types.js';
import { formatAmount } from '../values/amount-forms.js';
import { formatDate } from '../values/date-forms.js';

/** How the made-up invoices of a test are written. */
export interface InvoiceStyle {
  dateForm: string;
  amountForm: string;
  /** Changes what is true of an invoice: another writing, or null for a value that it shall not have. */
  truth(invoice: Invoice): Record<string, TruthValue>;
  /** Lines to leave out or add. */
  lines(invoice: Invoice, lines: string[][]): string[][];
}

export interface Invoice {
  index: number;
  company: string;
  date: string;
  total: string;
  number: string;
}

const COMPANIES = ['Nordlys Bakeri AS', 'Becker & Sohn GmbH', 'Atelier Dubois', 'Harbour Books Ltd', 'Casa Molina'];
const GOODS = ['Paper', 'Coffee', 'Lamp', 'Ink', 'Chair', 'Cable', 'Bread', 'Tape'];

const DEFAULT_STYLE: InvoiceStyle = {
  dateForm: 'DD.MM.YYYY',
  amountForm: '1234.50',
  truth: ({ company, date, total, number }) => ({ company, date, total, number }),
  lines: (_, lines) => lines,
};

/** Makes invoices for tests: one page each, the places of the values moving about. */
export function makeInvoices(count: number, style: Partial<InvoiceStyle> = {}, seed = 1): TrainingDocument[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const invoice: Invoice = {
      index,
      company: COMPANIES[Math.floor(random() * COMPANIES.length)] ?? '',
      date: `20${20 + Math.floor(random() * 7)}-${twoDigits(1 + random() * 12)}-${twoDigits(1 + random() * 28)}`,
      total: (10 + random() * 5000).toFixed(2),
      number: String(100_000 + Math.floor(random() * 900_000)),
    };
    const used = { ...DEFAULT_STYLE, ...style };
    const lines = used.lines(invoice, invoiceLines(invoice, used, random));
    return { id: `invoice-${index}`, pages: [makePage(lines)], groundTruth: used.truth(invoice) };
  });
}

/** A page of lines; each line a list of columns. */
export function makePage(lines: readonly (readonly string[])[], number = 1): Page {
  const words: Word[] = [];
  let segment = 0;
  for (const [row, columns] of lines.entries()) {
    for (const [column, text] of columns.entries()) {
      let left = column === 0 ? 0.08 : 0.08 + (0.84 / columns.length) * column;
      const top = 0.05 + (row * 0.9) / Math.max(25, lines.length);
      for (const word of text.split(' ')) {
        const right = left + word.length * 0.011;
        words.push({ text: word, confidence: 0.98, box: [left, top, right, top + 0.02], segment });
        left = right + 0.01;
      }
      segment++;
    }
  }
  return { number, width: 600, height: 800, words };
}

function invoiceLines(invoice: Invoice, style: InvoiceStyle, random: () => number): string[][] {
  const amount = (value: number): string => formatAmount(value.toFixed(2), style.amountForm);
  const goods = Array.from({ length: 1 + Math.floor(random() * 4) }, () => [
    GOODS[Math.floor(random() * GOODS.length)] ?? '',
    String(1 + Math.floor(random() * 9)),
    amount(random() * Number(invoice.total)),
  ]);
  const head = [
    [invoice.company],
    [`${1 + Math.floor(random() * 90)} Main Street`],
    ['Invoice', invoice.number],
    ['Date', formatDate(invoice.date, style.dateForm)],
    ['Due', formatDate('2031-07-14', style.dateForm)],
  ];
  if (random() < 0.5) head.push(head.splice(2, 1)[0] ?? []);
  const total = Number(invoice.total);
  return [
    ...head,
    ...goods,
    ['Subtotal', amount(total * 0.8)],
    ['Tax', amount(total * 0.2)],
    ['Total', amount(total)],
    ['Thank you for your order'],
  ];
}

const twoDigits = (value: number): string => String(Math.floor(value)).padStart(2, '0');
