/** A way to write amounts, shown by how it writes one thousand two hundred and thirty-four and a half. */
export type AmountForm = string;

export const CANONICAL_AMOUNT: AmountForm = '1234.50';

/** The forms that training values are tried against, the preferred ones first. */
export const AMOUNT_FORMS: readonly AmountForm[] = [
  CANONICAL_AMOUNT,
  '1234,50',
  '1,234.50',
  '1.234,50',
  '1 234,50',
  "1'234.50",
  '1 234.50',
  '1234.5',
];

/** Writes a canonical amount (1234.50) in another form. */
export function formatAmount(value: string, form: AmountForm): string {
  if (form === '1234.5') return String(Number(value));
  const decimalSign = form.charAt(form.length - 3);
  const thousandsSign = form.length > 7 ? form.charAt(1) : '';
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, thousandsSign);
  return `${value.startsWith('-') ? '-' : ''}${grouped}${decimalSign}${fraction}`;
}
