/** What samples are made of, for programs that make up documents of other kinds. */
export { anyDay, makeNumber } from './business/invoice.js';
export { type Market, type MarketName, markets } from './business/market.js';
export { type Company, makeAddress, makeCompany, makeCustomer, type Party, personName } from './business/party.js';
export { makeSale, type Sale } from './business/sale.js';
export { addDays, type CalendarDate, isoDate } from './calendar-date.js';
export { drawBarcode } from './drawing/codes.js';
export { brandColors, drawLogo } from './drawing/logo.js';
export { drawPairs } from './drawing/pairs.js';
export {
  a4,
  black,
  type Color,
  type Family,
  grey,
  letter,
  type PlacedText,
  paleGrey,
  Sheet,
  type TextStyle,
  white,
} from './drawing/sheet.js';
export { drawTable } from './drawing/table.js';
export * as dateNotations from './notation/date-notation.js';
export { type DateNotation, type Language, monthName } from './notation/date-notation.js';
export { formatAmount, formatMoney, type MoneyNotation, plainAmount } from './notation/money-notation.js';
export { type Homography, homographyBetween, type Point, project, type Quadrilateral } from './photo/homography.js';
export { renderPages } from './photo/render-pages.js';
export { Random } from './random.js';
