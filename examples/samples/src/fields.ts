import { type CalendarDate, isoDate } from './calendar-date.js';
import { plainAmount } from './notation/money-notation.js';

/** One field of a model's `fieldConfig`. */
export interface SampleField {
  type: 'date' | 'amount' | 'alphanumext' | 'all';
  /** In characters. */
  maxLength: number;
  description: string;
}

/** The `fieldConfig` of a model that fits the samples. */
export const sampleFields: Record<string, SampleField> = {
  supplier: { type: 'all', maxLength: 64, description: 'Who sold: the name of the shop or firm' },
  date: { type: 'date', maxLength: 10, description: 'Day of the invoice or receipt' },
  due_date: { type: 'date', maxLength: 10, description: 'Last day to pay; receipts have none' },
  invoice_number: {
    type: 'alphanumext',
    maxLength: 24,
    description: 'Number of the invoice, receipt, check or ticket',
  },
  total: { type: 'amount', maxLength: 12, description: 'What is to be paid or was paid, tax included' },
  tax: { type: 'amount', maxLength: 12, description: 'The tax in the total; null where none is stated' },
};

/** The true values of one document. Amounts are in hundredths of the currency's unit. */
export interface Facts {
  /** As printed. */
  supplier: string;
  date: CalendarDate;
  dueDate: CalendarDate | null;
  invoiceNumber: string | null;
  total: number;
  tax: number | null;
}

export interface GroundTruthItem {
  label: string;
  value: string | null;
}

/** Facts as ground truth: dates as YYYY-MM-DD, amounts as 1234.50. */
export function groundTruthOf(facts: Facts): GroundTruthItem[] {
  return [
    { label: 'supplier', value: facts.supplier },
    { label: 'date', value: isoDate(facts.date) },
    { label: 'due_date', value: facts.dueDate && isoDate(facts.dueDate) },
    { label: 'invoice_number', value: facts.invoiceNumber },
    { label: 'total', value: plainAmount(facts.total) },
    { label: 'tax', value: facts.tax === null ? null : plainAmount(facts.tax) },
  ];
}
