import { drawTable, formatAmount, grey, type Sheet } from '@las/samples/parts';
import { drawLabelled, inOrder } from '../labelled.js';
import type { StatementContent } from './bank-statement.js';
import type { StatementLook } from './look.js';

const MARGIN = 52;
const INNER = 490;

export function drawStatement(sheet: Sheet, look: StatementLook, content: StatementContent): void {
  const { words, size, color } = look;
  sheet.text(look.bank, { x: MARGIN, y: 64, size: size * 1.9, weight: 'bold', color });
  sheet.text(words.title, { x: MARGIN + INNER, y: 64, size: size * 1.4, align: 'right' });
  const afterFields = drawFields(sheet, look, content);
  const afterTable = drawMovements(sheet, { look, content, y: afterFields + 16 });
  const closing = `${words.closing} ${amount(look, content.closing)} ${look.currency}`;
  sheet.text(closing, { x: MARGIN + INNER, y: afterTable + 22, size: size * 1.1, weight: 'bold', align: 'right' });
  const foot = `${look.bank} · ${look.bic} · ${words.title}`;
  sheet.text(foot, { x: MARGIN, y: 806, size: size * 0.75, color: grey });
}

function drawFields(sheet: Sheet, look: StatementLook, content: StatementContent): number {
  const { words, size, style, columns } = look;
  const fields: [string, string][] = [
    [words.holder, content.holder],
    [words.iban, content.iban],
    [words.bic, look.bic],
    [words.customer, content.customer],
    [words.number, String(content.number)],
    [words.from, look.dates(content.from)],
    [words.to, look.dates(content.to)],
    [words.date, look.dates(content.date)],
    [words.opening, amount(look, content.opening)],
    [words.closing, amount(look, content.closing)],
    [words.currency, look.currency],
  ];
  if (content.limit !== null) fields.push([words.limit, amount(look, content.limit)]);
  if (look.statesPhone) fields.push([words.phone, look.phone]);
  const width = columns === 1 ? INNER * 0.6 : INNER;
  return drawLabelled(sheet, inOrder(fields, look.order), { x: MARGIN, y: 92, width, size, style, columns });
}

function drawMovements(
  sheet: Sheet,
  { look, content, y }: { look: StatementLook; content: StatementContent; y: number },
): number {
  const [day, text, sum, balance] = look.words.columns;
  let current = content.opening;
  const rows = content.movements.map((movement) => {
    current += movement.amount;
    return [look.dates(movement.day), movement.text, amount(look, movement.amount), amount(look, current)];
  });
  return drawTable(sheet, {
    columns: [
      { title: day, width: 120 },
      { title: text, width: 170 },
      { title: sum, width: 100, align: 'right' },
      { title: balance, width: 100, align: 'right' },
    ],
    rows: [['', look.words.opening, '', amount(look, content.opening)], ...rows],
    look: {
      x: MARGIN,
      y,
      rowHeight: look.size * 1.9,
      size: look.size * 0.9,
      lines: look.table,
      accent: look.color,
      head: look.table === 'stripes' ? { fill: look.color } : {},
    },
  });
}

function amount({ money, signAfter }: StatementLook, cents: number): string {
  if (cents >= 0 || !signAfter) return formatAmount(cents, money);
  return `${formatAmount(-cents, money)}-`;
}
