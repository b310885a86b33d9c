import { drawBarcode, drawTable, formatAmount, grey, type Party, Random, type Sheet } from '@las/samples/parts';
import { drawLabelled, inOrder } from '../labelled.js';
import type { NoteContent } from './delivery-note.js';
import type { NoteLook } from './look.js';

const MARGIN = 50;
const INNER = 495;

export function drawNote(sheet: Sheet, look: NoteLook, content: NoteContent): void {
  const { words, size, color } = look;
  sheet.text(words.title, { x: MARGIN, y: 66, size: size * 2, weight: 'bold', color });
  drawBarcode(sheet, new Random(content.gross), { x: 400, y: 40, width: 145, height: 26 });
  const parts = [
    (y: number) => drawFields(sheet, { look, content, y }),
    (y: number) => drawGoods(sheet, { look, content, y }),
  ];
  let y = drawParties(sheet, { look, content, y: 96 });
  for (const draw of look.fieldsFirst ? parts : parts.toReversed()) y = draw(y + 14);
  sheet.text(words.signature, { x: MARGIN, y: y + 44, size });
  const { name, street, town, website } = look.shipper;
  sheet.text(`${name} · ${street} · ${town} · ${website}`, { x: 297, y: 810, size: 7.5, color: grey, align: 'centre' });
}

interface Part {
  look: NoteLook;
  content: NoteContent;
  y: number;
}

function drawParties(sheet: Sheet, { look, content, y }: Part): number {
  const { words, size, partiesBeside } = look;
  const draw = (label: string, party: Party, place: { x: number; y: number }) => {
    sheet.text(label, { ...place, size: size * 0.8, color: grey });
    return sheet.lines([party.name, party.street, party.town], { x: place.x, y: place.y + size * 1.5, size });
  };
  const end = draw(words.shipper, look.shipper, { x: MARGIN, y });
  const second = partiesBeside ? { x: MARGIN + INNER / 2, y } : { x: MARGIN, y: end + 10 };
  return draw(words.consignee, content.consignee, second);
}

function drawFields(sheet: Sheet, { look, content, y }: Part): number {
  const { words, size, style, columns } = look;
  const weight = (hundredths: number) => `${formatAmount(hundredths, look.money)} kg`;
  const fields: [string, string][] = [
    [words.number, content.number],
    [words.order, content.order],
    [words.delivery, look.dates(content.delivery)],
    [words.ordered, look.dates(content.ordered)],
    [words.packages, String(content.packages)],
    [words.pallets, String(content.pallets)],
    [words.gross, weight(content.gross)],
    [words.carrier, content.carrier],
    [words.plate, content.plate],
    [words.driver, content.driver],
    [words.terms, content.terms],
    [words.dangerous, yesOrNo(look, content.isDangerous)],
  ];
  if (content.net !== null) fields.push([words.net, weight(content.net)]);
  if (look.statesPhone) fields.push([words.phone, look.shipper.phone]);
  return drawLabelled(sheet, inOrder(fields, look.order), { x: MARGIN, y, width: INNER, size, style, columns });
}

function yesOrNo({ crosses, words }: NoteLook, isTrue: boolean): string {
  if (!crosses) return isTrue ? words.yes : words.no;
  return isTrue ? `[X] ${words.yes} [ ] ${words.no}` : `[ ] ${words.yes} [X] ${words.no}`;
}

function drawGoods(sheet: Sheet, { look, content, y }: Part): number {
  const [item, quantity, weight] = look.words.columns;
  return drawTable(sheet, {
    columns: [
      { title: item, width: 315 },
      { title: quantity, width: 80, align: 'right' },
      { title: weight, width: 100, align: 'right' },
    ],
    rows: content.goods.map((good) => [good.description, String(good.quantity), formatAmount(good.weight, look.money)]),
    look: {
      x: MARGIN,
      y,
      rowHeight: look.size * 1.9,
      size: look.size * 0.95,
      lines: look.table,
      accent: look.color,
      head: look.table === 'stripes' ? { fill: look.color } : {},
    },
  });
}
