/** How a document prints amounts. */
export interface MoneyNotation {
  decimal: '.' | ',';
  /** Between thousands. */
  group: '' | '.' | ',' | ' ' | "'" | '’';
  /** As printed beside an amount, its space included: `$`, `EUR `, ` kr`. */
  currency: { text: string; place: 'before' | 'after' };
}

/** An amount without its currency; `cents` are hundredths of the currency's unit. */
export function formatAmount(cents: number, { decimal, group }: Pick<MoneyNotation, 'decimal' | 'group'>): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const units = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group);
  return `${cents < 0 ? '-' : ''}${units}${decimal}${digits.slice(-2)}`;
}

/** An amount with its currency. */
export function formatMoney(cents: number, notation: MoneyNotation): string {
  const amount = formatAmount(Math.abs(cents), notation);
  const { text, place } = notation.currency;
  return `${cents < 0 ? '-' : ''}${place === 'before' ? text + amount : amount + text}`;
}

/** An amount as ground truth writes it: 1234.50. */
export function plainAmount(cents: number): string {
  return formatAmount(cents, { decimal: '.', group: '' });
}
