import { expect, it } from 'vitest';
import { loadModel } from '../load-model.js';
import { type Invoice, type InvoiceStyle, makeInvoices } from '../testing/synthetic-invoices.js';
import type { FieldConfig } from '../types.js';
import { train } from './train.js';

const SEED_OF_UNSEEN = 41;

/** Trains on invoices of a style and says how many answers for others of the same style are right, by label. */
function shareRight(
  config: FieldConfig,
  style: Partial<InvoiceStyle>,
): Record<string, { right: number; ofAbsent: number }> {
  const extractor = loadModel(train(makeInvoices(24, style), config).model);
  const unseen = makeInvoices(16, style, SEED_OF_UNSEEN);
  const answers = unseen.flatMap(({ pages, groundTruth }) =>
    extractor.extract(pages).map(({ label, value }) => ({ label, value, truth: groundTruth[label] })),
  );
  const share = (some: typeof answers): number =>
    some.length === 0 ? 1 : some.filter(({ value, truth }) => value === truth).length / some.length;
  return Object.fromEntries(
    Object.keys(config).map((label) => {
      const own = answers.filter((answer) => answer.label === label);
      return [label, { right: share(own), ofAbsent: share(own.filter(({ truth }) => truth === null)) }];
    }),
  );
}

const tax = ({ total }: Invoice): string => (Number(total) * 0.2).toFixed(2);

it('an amount that many documents lack comes back null where it is missing', () => {
  const withoutTax = ({ index }: Invoice): boolean => index % 3 === 0;
  const { tax: shares } = shareRight(
    { tax: { type: 'amount', maxLength: 20 } },
    {
      lines: (invoice, lines) => (withoutTax(invoice) ? lines.filter(([label]) => label !== 'Tax') : lines),
      truth: (invoice) => ({ tax: withoutTax(invoice) ? null : tax(invoice) }),
    },
  );
  expect(shares?.ofAbsent).toBe(1);
  expect(shares?.right).toBeGreaterThan(0.9);
});

it('two fields may have the same value on a page', () => {
  const shares = shareRight(
    { total: { type: 'amount', maxLength: 20 }, due: { type: 'amount', maxLength: 20 } },
    {
      lines: ({ total }, lines) => [...lines, ['Amount due', total]],
      truth: ({ total }) => ({ total, due: total }),
    },
  );
  expect(shares.total?.right).toBeGreaterThan(0.9);
  expect(shares.due?.right).toBeGreaterThan(0.9);
});

it('a value may stand several times', () => {
  const shares = shareRight(
    { number: { type: 'number', maxLength: 20 } },
    { lines: ({ number }, lines) => [...lines, ['Please pay with reference', number], [`KID ${number}`]] },
  );
  expect(shares.number?.right).toBeGreaterThan(0.9);
});

it('phones, letters and codes are found as such', () => {
  const codeOf = ({ number }: Invoice): string => `AB-${number}/X`;
  const phoneOf = ({ number }: Invoice): string => `+47 22 ${number.slice(0, 2)} ${number.slice(2, 4)} 55`;
  const cityOf = ({ index }: Invoice): string => ['Oslo', 'Bergen', 'Lillehammer', 'Bodø'][index % 4] ?? '';
  const shares = shareRight(
    {
      phone: { type: 'phone', maxLength: 20 },
      city: { type: 'letter', maxLength: 20 },
      code: { type: 'alphanumext', maxLength: 20 },
    },
    {
      lines: (invoice, lines) => [
        ...lines,
        ['Phone', phoneOf(invoice)],
        ['City', cityOf(invoice)],
        ['Order', codeOf(invoice)],
      ],
      truth: (invoice) => ({ phone: phoneOf(invoice), city: cityOf(invoice), code: codeOf(invoice) }),
    },
  );
  for (const label of ['phone', 'city', 'code']) expect(shares[label]?.right).toBeGreaterThan(0.9);
});

it.each(["1'234.50", '1.234,50', '1 234,50'])('amounts may be written %s', (amountForm) => {
  const shares = shareRight({ total: { type: 'amount', maxLength: 20 } }, { amountForm });
  expect(shares.total?.right).toBeGreaterThan(0.9);
});
