/** What is sold: its name and the range of its price in whole euros. */
export type Good = readonly [name: string, low: number, high: number];

export type Trade = 'computing' | 'craft' | 'office' | 'consulting' | 'catering';

export const trades: readonly Trade[] = ['computing', 'craft', 'office', 'consulting', 'catering'];

/** Words of one country from which firms, people, addresses and goods are made up. */
export interface Pool {
  /** First words of firms' names. */
  stems: readonly string[];
  legalForms: readonly string[];
  /** Per trade the second words of firms' names and what such a firm sells. */
  trades: Readonly<Record<Trade, { words: readonly string[]; goods: readonly Good[] }>>;
  /** With a `#` where the house number goes. */
  streets: readonly string[];
  /** With the post code. */
  towns: readonly string[];
  firstNames: readonly string[];
  lastNames: readonly string[];
}
