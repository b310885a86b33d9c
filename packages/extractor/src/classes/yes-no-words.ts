import { foldAccents } from '../text/normalise.js';

/** How languages with Latin, Greek and Cyrillic letters say it on forms; longer words than one letter only. */
const YES = 'yes ja jah joo kyllä oui sí sim sì tak ano áno igen taip jā evet ναι да так true';
const NO = 'no nei nej nein nee non não nie ne nem ei nē hayır όχι нет ні false';

const meanings = new Map([
  ...YES.split(' ').map((word): [string, boolean] => [foldAccents(word), true]),
  ...NO.split(' ').map((word): [string, boolean] => [foldAccents(word), false]),
]);

/** Whether a word says yes or no; null for any other. */
export const readYesNo = (word: string): boolean | null => meanings.get(foldAccents(word.toLowerCase())) ?? null;
