import type { Good } from './pool.js';

/** What American diners and bistros print on a check. */
export const dinerMenu: readonly Good[] = [
  ['Caesar Salad', 9, 14],
  ['Cheeseburger', 12, 18],
  ['Clam Chowder', 7, 11],
  ['Ribeye 12oz', 29, 42],
  ['Fish Tacos', 13, 18],
  ['Margherita Pizza', 14, 19],
  ['Iced Tea', 3, 4],
  ['Draft IPA', 6, 9],
  ['House Red Gls', 8, 12],
  ['Garlic Fries', 6, 9],
  ['Lobster Roll', 19, 28],
  ['Key Lime Pie', 7, 10],
  ['Espresso', 3, 5],
  ['Kids Mac & Cheese', 7, 9],
  ['Veggie Omelet', 11, 15],
  ['Buttermilk Pancakes', 9, 13],
];

export const restaurantNames: readonly string[] = [
  'The Copper Skillet',
  'Blue Heron Grill',
  "Rosalita's Cantina",
  'Juniper & Rye',
  'Harbor Street Oyster Bar',
  "Mabel's Diner",
  'Trattoria Lucca',
  'Saffron House',
  'The Lazy Pelican',
  'Smoke & Barrel BBQ',
  'Golden Lantern',
  'Corner Table Bistro',
];

export const hotelNames: readonly string[] = [
  'Grand Meridian Hotel',
  'The Larchmont Inn',
  'Seaview Lodge',
  'Hotel Bellwether',
  'Old Mill Hotel & Spa',
  'Parkside Suites',
  'The Anchor House',
  'Northgate Hotel',
  'Villa Rosemary',
  'Castle Terrace Hotel',
];
