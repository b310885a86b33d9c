import { beforeAll, describe, expect, it } from 'vitest';
import { documentKinds, testDocuments, trainingDocuments } from './all-kinds.js';
import { type GeneratedDocument, generateDocument } from './generated-document.js';
import { checkDigit } from './id-card/machine-readable-zone.js';
import { scanPages } from './scan.js';

const textOf = ({ pages }: GeneratedDocument) => pages.flatMap(({ words }) => words.map(({ text }) => text)).join(' ');
const digitsOf = (text: string) => text.replace(/\D/g, '');
const truthsOf = ({ groundTruth }: GeneratedDocument) =>
  Object.fromEntries(groundTruth.map(({ label, value }) => [label, value]));

describe.each(documentKinds)('generated documents: $name', (kind) => {
  let documents: GeneratedDocument[];
  beforeAll(async () => {
    documents = await trainingDocuments(kind, 28);
  });

  it('say what their truth says', () => {
    for (const document of documents) {
      const text = textOf(document).replace(/\s+/g, '');
      for (const { label, value } of document.groundTruth) {
        const type = kind.fields[label]!.type;
        const where = `${document.id} ${label}: ${value}`;
        if (value === 'true' || value === 'false' || (type === 'date' && /^\d{4}-/.test(value))) continue;
        if (type === 'amount') expect(digitsOf(text), where).toContain(digitsOf(value));
        else expect(text, where).toContain(value.replace(/\s+/g, ''));
      }
    }
  });

  it('are the same for the same numbers, and other ones else', async () => {
    const [one, again, other] = await Promise.all([
      generateDocument(kind, { sender: 3, index: 5 }),
      generateDocument(kind, { sender: 3, index: 5 }),
      generateDocument(kind, { sender: 3, index: 6 }),
    ]);
    expect(again).toEqual(one);
    expect(other.sender).toBe(one.sender);
    expect(other.groundTruth).not.toEqual(one.groundTruth);
  });

  it('have their words on the page, those of a segment together', () => {
    for (const { pages } of documents) {
      for (const { words } of pages) {
        expect(words.length).toBeGreaterThan(10);
        for (const [index, { box, segment }] of words.entries()) {
          expect(Math.min(...box), words[index]!.text).toBeGreaterThanOrEqual(0);
          expect(Math.max(...box), words[index]!.text).toBeLessThanOrEqual(1);
          expect(segment - (words[index - 1]?.segment ?? 0)).toBeOneOf([0, 1]);
        }
      }
    }
  });

  it('to test on come from senders to train on for one half, from others for the other', async () => {
    const known = new Set(documents.map(({ sender }) => sender));
    const tests = await testDocuments(kind, 28);
    expect(known.size).toBe(14);
    expect(tests.filter(({ sender }) => known.has(sender))).toHaveLength(14);
    expect(new Set(tests.map(({ id }) => id)).size).toBe(28);
  });

  it('have eight to sixteen fields, some of them without a value at times', () => {
    const labels = Object.keys(kind.fields);
    expect(labels.length).toBeGreaterThanOrEqual(8);
    expect(labels.length).toBeLessThanOrEqual(16);
    const values = documents.flatMap(({ groundTruth }) => groundTruth);
    expect(values.filter(({ value }) => value === '').length).toBeGreaterThan(3);
  });
});

it('the four kinds have fields of every type', () => {
  const types = new Set(documentKinds.flatMap(({ fields }) => Object.values(fields).map(({ type }) => type)));
  expect([...types].toSorted()).toEqual([
    'all',
    'alphanum',
    'alphanumext',
    'amount',
    'date',
    'letter',
    'number',
    'phone',
  ]);
});

it('amounts of invoices add up, and some invoices have two pages', async () => {
  const invoices = await trainingDocuments(documentKinds[0]!, 28);
  const taxed = invoices.map(truthsOf).filter(({ tax }) => tax !== '');
  expect(taxed.length).toBeGreaterThan(10);
  for (const { net, tax, total } of taxed) expect(Number(net) + Number(tax)).toBeCloseTo(Number(total), 6);
  expect(invoices.some(({ pages }) => pages.length === 2)).toBe(true);
});

it('values of delivery notes and statements are at times the same for two fields', async () => {
  const [notes, statements] = await Promise.all([2, 3].map((kind) => trainingDocuments(documentKinds[kind]!, 28)));
  expect(notes!.map(truthsOf).some((truth) => truth.packages === truth.pallets)).toBe(true);
  expect(statements!.map(truthsOf).some((truth) => truth.to_date === truth.statement_date)).toBe(true);
});

it('check digits are those of the passport standard', () => {
  // The example of ICAO Doc 9303, part 3, section 4.9.
  expect(checkDigit('520727')).toBe('3');
  expect(checkDigit('AB2134<<<')).toBe('5');
});

it('a scan has one picture for each page', async () => {
  const document = await generateDocument(documentKinds[0]!, { sender: 3, index: 0 });
  const scans = await scanPages(document);
  expect(scans).toHaveLength(document.pages.length);
  expect([...scans[0]!.slice(0, 2)]).toEqual([0xff, 0xd8]);
});
