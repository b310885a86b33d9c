import { describe, expect, it } from 'vitest';
import { layOut } from './lay-out.js';
import { onPage } from './skew.js';
import { column, type Line, PAGE_SIZE, table, typedPage } from './testing/pages.js';

/** The rows as text, blocks parted by a rule. */
function rows(lines: readonly Line[], skew = 0): string[] {
  const [page] = layOut([typedPage(lines, skew)]);
  return page!.rows.flatMap(({ segments, block }, index) => {
    const text = segments.map((segment) => segment.text).join(' | ');
    return index > 0 && page!.rows[index - 1]!.block !== block ? ['---', text] : [text];
  });
}

const PROSE_LEFT = [
  'The quick brown fox jumps over the lazy',
  'dog and runs on through the wide forest',
  'until the evening comes and the birds go',
  'to sleep in their nests above the river',
];
const PROSE_RIGHT = [
  'On the other side a column tells of what',
  'was delivered, by whom and at what hour,',
  'and of the weather that there was on the',
  'day, which matters little to a reader.',
];
const SENDER = ['Northwind Traders Ltd', '12 Harbour Street', 'Bristol BS1 4RN', 'United Kingdom'];
const CUSTOMER = ['Fjord Kaffe AS', 'Storgata 7', '0155 Oslo', 'Norway'];
const ITEMS = [
  ['Description', 'Quantity', 'Price', 'Amount'],
  ['Coffee beans 500 g', '2 bags', '12.50', '25.00'],
  ['Paper filters', '1 box', '3.75', '3.75'],
  ['Kettle, black', '1 piece', '49.00', '49.00'],
];
const joined = (table: readonly (readonly string[])[]) => table.map((cells) => cells.join(' | '));

describe('columns', () => {
  it('of running text are read one after the other, below what stands over both', () => {
    const title = 'A heading that reaches over both columns of this page and a little more';
    const lines: Line[] = [
      [10, 0, title],
      ...column(0, 3, PROSE_LEFT),
      ...column(48, 3, PROSE_RIGHT),
      [0, 9, `${title}, too`],
    ];
    expect(rows(lines)).toEqual([title, '---', ...PROSE_LEFT, '---', ...PROSE_RIGHT, '---', `${title}, too`]);
  });

  it('may be three', () => {
    const [a, b, c] = ['first', 'second', 'third'].map((name) =>
      column(
        0,
        0,
        [1, 2, 3, 4].map((n) => `${name} column has line ${n} of text`),
      ).map(([, , text]) => text),
    );
    const lines = [...column(0, 0, a!), ...column(38, 0, b!), ...column(76, 0, c!)];
    expect(rows(lines)).toEqual([...a!, '---', ...b!, '---', ...c!]);
  });

  it('of sender and customer are kept apart though their lines stand at one height', () => {
    const lines = [...column(0, 0, SENDER), ...column(60, 0, CUSTOMER), ...table(8, [0, 40, 60, 80], ITEMS)];
    expect(rows(lines)).toEqual([...SENDER, '---', ...CUSTOMER, '---', ...joined(ITEMS)]);
  });

  it('whose lines stand at heights of their own are kept apart', () => {
    const left = ['Kaffebrenneriet', 'Ullern', 'Vest', 'Norge rundt'];
    const right = ['Deliver to the back door', 'before noon', 'and ring the bell', 'twice'];
    expect(rows([...column(0, 0, left, 1.5), ...column(60, 0.5, right, 1.2)])).toEqual([...left, '---', ...right]);
  });

  it('may hold labels with their values, which stay in their rows', () => {
    const meta = [
      ['Invoice number', '48213'],
      ['Invoice date', '17 March 2026'],
      ['Our reference', 'Ingrid Berg'],
      ['Payment terms', '30 days net'],
    ];
    expect(rows([...column(0, 0, SENDER), ...table(0, [60, 82], meta)])).toEqual([...SENDER, '---', ...joined(meta)]);
  });

  it('at the foot of a letter are kept apart', () => {
    const bank = ['Sparebanken Vest', 'IBAN NO93 8601 1117 947', 'BIC DNBANOKK'];
    const tax = ['Org. nr. NO 987 654 321', 'Foretaksregisteret', 'Oslo 2019'];
    const foot = [...column(0, 12, SENDER), ...column(42, 12, bank), ...column(84, 12, tax)];
    expect(rows([...column(0, 0, PROSE_LEFT), ...foot])).toEqual([
      ...PROSE_LEFT,
      '---',
      ...SENDER,
      '---',
      ...bank,
      '---',
      ...tax,
    ]);
  });
});

describe('rows', () => {
  it('of a table are read across', () => expect(rows(table(0, [0, 40, 60, 80], ITEMS))).toEqual(joined(ITEMS)));

  it('of a table with wrapped cells are read across', () => {
    const wrapped = [
      ['Coffee beans from the', '2 bags', '25.00'],
      ['high lands, roasted', '', ''],
      ['Paper filters for the', '1 box', '3.75'],
      ['large machine', '', ''],
    ];
    expect(rows(table(0, [0, 50, 80], wrapped))).toEqual([
      'Coffee beans from the | 2 bags | 25.00',
      'high lands, roasted',
      'Paper filters for the | 1 box | 3.75',
      'large machine',
    ]);
  });

  it.each([
    [
      ['Invoice number', '48213'],
      ['Date', '17.03.2026'],
      ['Customer', 'Fjord Kaffe AS'],
      ['Contact', 'Ingrid Berg'],
    ],
    [
      ['Name:', 'Ingrid Berg'],
      ['Born in:', 'Bergen, Norway'],
      ['Nationality:', 'Norwegian'],
      ['Occupation:', 'Engineer'],
    ],
    [
      ['01.03.2026', 'Salary of March'],
      ['02.03.2026', 'Rent for the flat'],
      ['05.03.2026', 'Grocery store'],
      ['09.03.2026', 'Train ticket'],
    ],
  ])('of labels and values, or of a list, are read across (%#)', (...pairs) => {
    expect(rows(table(0, [0, 45], pairs))).toEqual(joined(pairs));
  });

  it('hold amounts beside their labels where both end at the right', () => {
    const totals: Line[] = [
      [60, 0, 'Total Amount:'],
      [80, 0, '$9.20'],
      [62, 1, 'GST @6%:'],
      [80, 1, '$0.52'],
      [60, 2, 'Net Total:'],
      [80, 2, '$8.68'],
    ];
    const left = column(0, 0.5, ['Payment Mode', 'CASH', 'Change', 'GST Summary']);
    expect(rows([...totals, ...left]).join()).toMatch(
      /Total Amount: \| \$9.20.*GST @6%: \| \$0.52.*Net Total: \| \$8.68/,
    );
  });

  it.each([-20, -7, 1.5, 12, 20])('are found on a page turned by %d degrees', (degrees) => {
    const lines = [...column(20, 20, SENDER), ...table(28, [20, 50, 70, 90], ITEMS)];
    expect(rows(lines, (degrees * Math.PI) / 180)).toEqual([...SENDER, ...joined(ITEMS)]);
  });
});

describe('words', () => {
  it('keep their other readings, their confidence and their index', () => {
    const [word] = typedPage([[0, 0, 'total']]).words;
    const alternatives = [{ text: 'totai', confidence: 0.2 }];
    const read = { ...word!, confidence: 0.7, alternatives };
    const [page] = layOut([{ ...PAGE_SIZE, words: [{ ...read, text: ' ' }, read] }]);
    const [kept] = page!.rows[0]!.segments[0]!.words;
    expect(kept).toMatchObject({ text: 'total', confidence: 0.7, alternatives, word: 1 });
  });
});

describe('a page turned a little', () => {
  const skew = 0.2;
  const [page] = layOut([typedPage(column(30, 20, PROSE_LEFT), skew)]);

  it('says by how much', () => expect(page!.skew).toBeCloseTo(skew, 5));

  it('has places as if it were straight, which lead back to those on the page', () => {
    const { left, top, right, bottom, words } = page!.rows[1]!.segments[0]!;
    expect([left, top, right, bottom]).toEqual([160, 262, 355, 272].map((value) => expect.closeTo(value, 5)));
    const word = words[2]!;
    const read = typedPage(column(30, 20, PROSE_LEFT), skew).words[word.word]!;
    const back = onPage(word, PAGE_SIZE, skew);
    expect(back.left).toBeCloseTo(read.box[0] * PAGE_SIZE.width, 5);
    expect(back.bottom).toBeCloseTo(read.box[3] * PAGE_SIZE.height, 5);
  });

  it('is left as it is where lines disagree', () => {
    const words = [0.5, -0.4, 0.3, 0].flatMap((angle, segment) =>
      typedPage([[30, 10 + 8 * segment, 'lines that disagree']], angle).words.map((word) => ({ ...word, segment })),
    );
    const [odd] = layOut([{ ...PAGE_SIZE, words: words.slice(0, 6) }]);
    expect(odd!.skew).toBe(0);
  });
});
