import type { Layout } from '../layout/layout.js';
import { type DateOrder, dateValue, findDates, isAmbiguous } from '../values/dates.js';

/** A written date and the document that it is in. */
interface DatedDocument {
  layout: Layout;
  text: string;
}

/** Which number is the day: in the ground truths, told by those that leave no doubt; in the documents, told by where more truths are found. */
export function learnDateOrders(examples: readonly DatedDocument[]): { truthOrder: DateOrder; dateOrder: DateOrder } {
  const truths = examples.flatMap(({ text }) => findDates(text).slice(0, 1));
  const dayFirst = truths.filter((date) => date.monthFirst === null).length;
  const monthFirst = truths.filter((date) => date.dayFirst === null).length;
  const isOpen = dayFirst === monthFirst && truths.some(isAmbiguous);
  const truthOrder = isOpen ? likelierOrder(examples) : monthFirst > dayFirst ? 'monthFirst' : 'dayFirst';
  const found = (order: DateOrder): number => countFound(examples, truthOrder, order);
  const other = truthOrder === 'dayFirst' ? 'monthFirst' : 'dayFirst';
  return { truthOrder, dateOrder: found(other) > found(truthOrder) ? other : truthOrder };
}

function likelierOrder(examples: readonly DatedDocument[]): DateOrder {
  const best = (order: DateOrder): number =>
    Math.max(countFound(examples, order, 'dayFirst'), countFound(examples, order, 'monthFirst'));
  return best('monthFirst') > best('dayFirst') ? 'monthFirst' : 'dayFirst';
}

/** Documents with the date that the truth means, both read in the given orders. */
function countFound(examples: readonly DatedDocument[], truthOrder: DateOrder, dateOrder: DateOrder): number {
  return examples.filter(({ layout, text }) => {
    const [truth] = findDates(text);
    if (!truth) return false;
    const value = dateValue(truth, truthOrder);
    return layout.segments.some(({ dates }) => dates.some((date) => dateValue(date, dateOrder) === value));
  }).length;
}
