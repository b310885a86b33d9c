import {
  addDays,
  type CalendarDate,
  type Color,
  type DateNotation,
  dateNotations,
  type Family,
  type Language,
  type Market,
  type Random,
  Sheet,
} from '@las/samples/parts';
import type { DocumentKind } from '../generated-document.js';
import { drawLabelled, inOrder, type LabelStyle } from '../labelled.js';
import { marketOfSender } from '../market-language.js';
import { type Picked, pickWords } from '../pick-words.js';
import { machineReadableZone } from './machine-readable-zone.js';
import { type CardWords, cardWords } from './words.js';

/** Twice the size of a bank card, in points: at 150 dpi it is a card scanned at 300. */
const CARD = { width: 486, height: 306 };
const PAPER: readonly Color[] = [
  [0.92, 0.95, 0.98],
  [0.95, 0.98, 0.93],
  [0.98, 0.94, 0.93],
  [0.96, 0.95, 0.9],
];
const INK: readonly Color[] = [
  [0.1, 0.2, 0.45],
  [0.35, 0.1, 0.15],
  [0.1, 0.3, 0.2],
];

interface CardLook {
  state: string;
  code: string;
  language: Language;
  market: Market;
  words: Picked<CardWords>;
  family: Family;
  paper: Color;
  ink: Color;
  style: LabelStyle;
  photo: 'left' | 'right';
  dates: DateNotation;
  capitals: boolean;
  statesPersonalNumber: boolean;
  /** Order of the fields, each a number to sort by. */
  order: readonly number[];
}

const FORMS = ['Kingdom of', 'Republic of', 'Free State of', 'Canton of', 'Duchy of', 'Commonwealth of'];
const STATES = ['Norvia', 'Altmark', 'Beaulande', 'Castellar', 'Westmere', 'Redfield', 'Bergen-Aare'];

/** Identity cards: labels above or beside values, a portrait, and the lines that machines read, which repeat some values. */
export const idCard: DocumentKind = {
  name: 'id-card',
  fields: {
    surname: { type: 'letter', maxLength: 40 },
    given_names: { type: 'letter', maxLength: 60 },
    sex: { type: 'letter', maxLength: 1 },
    nationality: { type: 'letter', maxLength: 3 },
    birth_date: { type: 'date', maxLength: 12 },
    birth_place: { type: 'all', maxLength: 40 },
    height: { type: 'number', maxLength: 3 },
    eye_colour: { type: 'letter', maxLength: 10 },
    issue_date: { type: 'date', maxLength: 12 },
    expiry_date: { type: 'date', maxLength: 12 },
    card_number: { type: 'alphanum', maxLength: 12 },
    personal_number: { type: 'alphanumext', maxLength: 16 },
    authority: { type: 'all', maxLength: 60 },
    organ_donor: { type: 'all', maxLength: 5 },
  },
  async draw(sender, random, senderNumber) {
    const look = makeLook(sender, senderNumber);
    const person = makePerson(random, look);
    const sheet = await Sheet.create(CARD, look.family);
    drawCard(sheet, look, person);
    return { sheet, language: look.language, sender: look.state, truth: truthOf(look, person) };
  },
};

function makeLook(random: Random, senderNumber: number): CardLook {
  const { market, language } = marketOfSender(senderNumber);
  const name = STATES[senderNumber % STATES.length] ?? '';
  const form = FORMS[Math.floor(senderNumber / STATES.length) % FORMS.length] ?? '';
  const { shortMonthDate, dottedDate, slashedDate, dashedDate, standardDate } = dateNotations;
  return {
    state: `${form} ${name}`,
    code: name.slice(0, 3).toUpperCase(),
    language,
    market,
    words: pickWords(random, cardWords[language]),
    family: random.pick(['sans', 'sans', 'serif']),
    paper: random.pick(PAPER),
    ink: random.pick(INK),
    style: random.pick(['above', 'above', 'above', 'beside', 'boxed']),
    photo: random.pick(['left', 'right']),
    dates: random.pick([dottedDate, slashedDate, dashedDate, standardDate, shortMonthDate]),
    capitals: random.chance(0.5),
    statesPersonalNumber: random.chance(0.75),
    order: Array.from({ length: 14 }, () => random.next()),
  };
}

interface Person {
  surname: string;
  given: string;
  sex: 'M' | 'F';
  birth: CalendarDate;
  birthPlace: string;
  height: number;
  eyes: string;
  issued: CalendarDate;
  expires: CalendarDate;
  number: string;
  personal: string | null;
  authority: string;
  isDonor: boolean;
}

function makePerson(
  random: Random,
  { market, language, words, statesPersonalNumber, capitals, code }: CardLook,
): Person {
  const { firstNames, lastNames } = market.pool;
  const town = () =>
    random
      .pick(market.pool.towns)
      .replace(/^[\d -]+|,.*$|\s[A-Z]{1,2}\d.*$/g, '')
      .trim();
  const written = (text: string) => (capitals ? text.toUpperCase() : text);
  const issued = addDays({ year: 2017, month: 1, day: 1 }, random.int(0, 9 * 365));
  const surname = random.chance(0.25)
    ? random.some(lastNames, 2).join(random.pick([' ', '-']))
    : random.pick(lastNames);
  return {
    surname: written(surname),
    given: written(random.some(firstNames, random.int(1, 2)).join(' ')),
    sex: random.pick(['M', 'F']),
    birth: addDays({ year: 1940, month: 1, day: 1 }, random.int(0, 65 * 365)),
    birthPlace: written(town()),
    height: random.int(148, 203),
    eyes: random.pick(cardWords[language].eyeColours),
    issued,
    expires: { ...issued, year: issued.year + 10, day: Math.min(issued.day, 28) },
    number: `${code.slice(0, 1)}${random.digits(8)}`,
    personal: statesPersonalNumber ? `${random.digits(6)}-${random.digits(4)}` : null,
    authority: written(`${words.office} ${town()}`),
    isDonor: random.chance(0.4),
  };
}

function drawCard(sheet: Sheet, look: CardLook, person: Person): void {
  const { words, ink } = look;
  sheet.box({ x: 0, y: 0, ...CARD }, { fill: look.paper });
  sheet.text(look.state.toUpperCase(), { x: 18, y: 28, size: 15, weight: 'bold', color: ink });
  sheet.text(words.title, { x: CARD.width - 18, y: 27, size: 11, align: 'right', color: ink });
  drawPortrait(sheet, look.photo === 'left' ? 18 : CARD.width - 18 - 96);
  const height = words.height.includes('cm') ? String(person.height) : `${person.height} cm`;
  const fields: [string, string][] = [
    [words.surname, person.surname],
    [words.given, person.given],
    [words.sex, person.sex],
    [words.nationality, look.code],
    [words.birth, look.dates(person.birth)],
    [words.birthPlace, person.birthPlace],
    [words.height, height],
    [words.eyes, person.eyes],
    [words.issued, look.dates(person.issued)],
    [words.expires, look.dates(person.expires)],
    [words.number, person.number],
    [words.authority, person.authority],
    [words.donor, person.isDonor ? words.yes : words.no],
  ];
  if (person.personal !== null) fields.push([words.personal, person.personal]);
  const sorted = [...fields.slice(0, 2), ...inOrder(fields.slice(2), look.order)];
  const x = look.photo === 'left' ? 130 : 20;
  drawLabelled(sheet, sorted, { x, y: 38, width: 345, size: 10, style: look.style, columns: 2, labelColor: ink });
  const zone = machineReadableZone({ ...person, state: look.code });
  sheet.lines(zone, { x: 18, y: 262, size: 17, family: 'mono', leading: 16.5 });
}

function drawPortrait(sheet: Sheet, x: number): void {
  sheet.box({ x, y: 50, width: 96, height: 124 }, { fill: [0.8, 0.82, 0.84] });
  sheet.disc({ x: x + 48, y: 100, radius: 26, color: [0.55, 0.5, 0.48] });
  sheet.box({ x: x + 16, y: 132, width: 64, height: 42 }, { fill: [0.4, 0.42, 0.5] });
}

function truthOf(look: CardLook, person: Person): Record<string, string | null> {
  return {
    surname: person.surname,
    given_names: person.given,
    sex: person.sex,
    nationality: look.code,
    birth_date: look.dates(person.birth),
    birth_place: person.birthPlace,
    height: String(person.height),
    eye_colour: person.eyes,
    issue_date: look.dates(person.issued),
    expiry_date: look.dates(person.expires),
    card_number: person.number,
    personal_number: person.personal,
    authority: person.authority,
    organ_donor: String(person.isDonor),
  };
}
