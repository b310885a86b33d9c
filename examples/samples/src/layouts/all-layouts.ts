import { classicInvoice } from './classic-invoice.js';
import { frenchFacture } from './french-facture.js';
import { germanRechnung } from './german-rechnung.js';
import { hotelFolio } from './hotel-folio.js';
import type { Layout } from './layout.js';
import { letterheadInvoice } from './letterhead-invoice.js';
import { norwegianFaktura } from './norwegian-faktura.js';
import { parkingTicket } from './parking-ticket.js';
import { restaurantReceipt } from './restaurant-receipt.js';
import { sidebarInvoice } from './sidebar-invoice.js';
import { supermarketReceipt } from './supermarket-receipt.js';
import { taxiReceipt } from './taxi-receipt.js';
import { utilityBill } from './utility-bill.js';
import { webShopOrder } from './web-shop-order.js';
import { wholesaleInvoice } from './wholesale-invoice.js';

export const layouts: readonly Layout[] = [
  classicInvoice,
  sidebarInvoice,
  letterheadInvoice,
  norwegianFaktura,
  germanRechnung,
  frenchFacture,
  supermarketReceipt,
  restaurantReceipt,
  taxiReceipt,
  parkingTicket,
  hotelFolio,
  utilityBill,
  webShopOrder,
  wholesaleInvoice,
];
