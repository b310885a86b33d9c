import type { Good } from './pool.js';

/** What web shops sell; prices in euros or dollars. */
export const shopGoods: readonly Good[] = [
  ['Merino sweater, navy, M', 59, 95],
  ['Trail running shoes, 42', 89, 145],
  ['Bluetooth speaker, compact', 39, 85],
  ['Cast iron pan 28 cm', 34, 69],
  ['Linen duvet cover, sand', 79, 149],
  ['Ceramic pour-over set', 28, 52],
  ['Desk organiser, walnut', 24, 48],
  ['Phone case, clear', 12, 25],
  ['Hiking backpack 28 l', 69, 129],
  ['Scented candle, fig', 18, 34],
  ['Yoga mat, cork', 49, 89],
  ['Board game, cooperative', 25, 45],
  ['Bike light set, USB', 29, 59],
  ['Wool socks, 3 pairs', 19, 35],
];

export const shopNames: readonly string[] = [
  'Fernweh Outfitters',
  'Little Teapot Shop',
  'Gadgetry',
  'Wool & Willow',
  'Copperline Living',
  'Trailmark',
  'The Paper Crane',
  'Homestead Supply',
  'Velo District',
  'Pebble & Pine',
];
