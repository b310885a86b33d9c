import type { CalendarDate } from '@las/samples/parts';

export interface CardData {
  state: string;
  number: string;
  birth: CalendarDate;
  sex: 'M' | 'F';
  expires: CalendarDate;
  surname: string;
  given: string;
}

const WIDTH = 30;
const WEIGHTS = [7, 3, 1];

/** The three lines of a card of size TD1 (ICAO Doc 9303, part 5). */
export function machineReadableZone(card: CardData): [string, string, string] {
  const number = fill(card.number, 9) + checkDigit(fill(card.number, 9));
  const birth = shortDate(card.birth) + checkDigit(shortDate(card.birth));
  const expires = shortDate(card.expires) + checkDigit(shortDate(card.expires));
  const first = fill(`ID${card.state}${number}`, WIDTH);
  const second = fill(`${birth}${card.sex}${expires}${card.state}`, WIDTH - 1);
  const composite = checkDigit(first.slice(5) + birth + expires + fill('', 11));
  return [first, second + composite, fill(`${latin(card.surname)}<<${latin(card.given)}`, WIDTH)];
}

/** Remainder by 10 of the characters' values, weighted 7, 3, 1 in turn. */
export function checkDigit(text: string): string {
  const sum = [...text].reduce((total, character, index) => {
    const value = character === '<' ? 0 : Number.parseInt(character, 36);
    return total + value * (WEIGHTS[index % WEIGHTS.length] ?? 0);
  }, 0);
  return String(sum % 10);
}

function shortDate({ year, month, day }: CalendarDate): string {
  return [year % 100, month, day].map((part) => String(part).padStart(2, '0')).join('');
}

function fill(text: string, width: number): string {
  return text.slice(0, width).padEnd(width, '<');
}

const SPELT: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Ø: 'OE',
  Å: 'AA',
  Ä: 'AE',
  Ö: 'OE',
  Ü: 'UE',
  ẞ: 'SS',
  Ñ: 'N',
};

function latin(name: string): string {
  return name
    .toUpperCase()
    .replace(/./gu, (character) => SPELT[character] ?? character)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Z]+/g, '<');
}
