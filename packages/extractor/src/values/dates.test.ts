import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DATE_FORMS, formatDate, parseDate } from './date-forms.js';
import { dateValue, findDates, isAmbiguous } from './dates.js';

const isoDate = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('findDates', () => {
  test.each([
    ['31.12.2026', '2026-12-31'],
    ['31. 12. 2026', '2026-12-31'],
    ['31/12/26', '2026-12-31'],
    ['2026-12-31', '2026-12-31'],
    ['2026.12.31', '2026-12-31'],
    ['12/31/26', '2026-12-31'],
    ['31 décembre 2026', '2026-12-31'],
    ['1er août 2026', '2026-08-01'],
    ['31 de diciembre de 2026', '2026-12-31'],
    ['31. desember 2026', '2026-12-31'],
    ['3. März 2026', '2026-03-03'],
    ['31. Dez. 2026', '2026-12-31'],
    ['31 mai 2026', '2026-05-31'],
    ['Dec 31, 2026', '2026-12-31'],
    ['December 31st, 2026', '2026-12-31'],
    ['31-Dec-26', '2026-12-31'],
    ["31 DEC '26", '2026-12-31'],
    ['31DEC2026', '2026-12-31'],
    ['20261231', '2026-12-31'],
    ['31122026', '2026-12-31'],
    ['29.02.2024', '2024-02-29'],
    ['31.12.99', '1999-12-31'],
  ])('reads %s as %s', (text, value) => {
    const [found] = findDates(`Date: ${text} 12:30`);
    expect(found && dateValue(found, 'dayFirst')).toBe(value);
  });

  test.each(['30.02.2026', '29.02.2026', '2026-13-01', '45/67/2026', '12.50', '1.234,50', '03-7405', 'May', ''])(
    'finds no date in %s',
    (text) => expect(findDates(text)).toEqual([]),
  );

  it('says where a date stands, accents before it or not', () => {
    const text = 'Émis à Genève le 3 février 2026 à midi';
    const [found] = findDates(text);
    expect(text.slice(found?.start, found?.end)).toBe('3 février 2026');
  });

  it('keeps both readings of a date whose order is open', () => {
    const [open, sure] = findDates('05/06/2026 and 25/06/2026');
    expect(open && [isAmbiguous(open), dateValue(open, 'dayFirst'), dateValue(open, 'monthFirst')]).toEqual([
      true,
      '2026-06-05',
      '2026-05-06',
    ]);
    expect(sure && [isAmbiguous(sure), dateValue(sure, 'monthFirst')]).toEqual([false, '2026-06-25']);
  });

  it('finds several dates and none twice', () => {
    expect(findDates('01.02.2026 - 03.04.2026, 5 May 2026')).toHaveLength(3);
  });

  it('reads what it writes, in every form', () => {
    fc.assert(
      fc.property(isoDate, fc.constantFrom(...DATE_FORMS), (iso, form) => {
        const text = formatDate(iso, form);
        // Six digits, and numbers a space apart without a year of four, are no date to anybody who does not know the form.
        fc.pre(!/^\d{6}$/.test(text) && !/^\d+ \d+ \d+$/.test(text));
        const order = /^M+\b/.test(form) || /^MMDD/.test(form) ? 'monthFirst' : 'dayFirst';
        fc.pre(!/^MMDD/.test(form));
        expect(parseDate(text, order)).toBe(iso);
      }),
    );
  });

  it('gives valid positions and real dates for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), isoDate, (noise, iso) => {
        for (const { start, end, dayFirst, monthFirst } of findDates(`${noise}${iso}${noise}`)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          for (const value of [dayFirst, monthFirst]) {
            if (value !== null) expect(new Date(value).toISOString().slice(0, 10)).toBe(value);
          }
        }
      }),
    );
  });

  it('takes no long over long input', () => {
    const started = performance.now();
    for (const part of ['1', '1/', 'jan ', '12.', '1 de ']) findDates(part.repeat(2000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
