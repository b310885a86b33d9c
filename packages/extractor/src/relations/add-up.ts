/** Whether two amounts in hundredths give a third but for rounding. */
export const addUp = (first: number, second: number, sum: number): boolean => Math.abs(first + second - sum) <= 1;
