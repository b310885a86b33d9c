import type { Language } from '@las/samples/parts';

/** What invoices call things, each in several ways of which a sender has one. */
export interface InvoiceWords {
  title: readonly string[];
  number: readonly string[];
  date: readonly string[];
  due: readonly string[];
  order: readonly string[];
  customer: readonly string[];
  delivery: readonly string[];
  buyer: readonly string[];
  columns: readonly (readonly [item: string, quantity: string, price: string, amount: string])[];
  net: readonly string[];
  tax: readonly string[];
  total: readonly string[];
  phone: readonly string[];
  taxId: readonly string[];
  account: readonly string[];
  page: string;
  carried: string;
  thanks: readonly string[];
}

export const invoiceWords: Readonly<Record<Language, InvoiceWords>> = {
  en: {
    title: ['INVOICE', 'Invoice', 'Tax Invoice'],
    number: ['Invoice No.', 'Invoice number', 'Invoice #', 'Our ref.'],
    date: ['Invoice date', 'Date', 'Date of issue'],
    due: ['Due date', 'Payment due', 'Please pay by'],
    order: ['PO number', 'Your order', 'Purchase order'],
    customer: ['Customer no.', 'Account ref.'],
    delivery: ['Delivery date', 'Date of supply', 'Ship date'],
    buyer: ['Bill to', 'Invoice to', 'Customer'],
    columns: [
      ['Description', 'Qty', 'Unit price', 'Amount'],
      ['Item', 'Quantity', 'Price', 'Total'],
    ],
    net: ['Subtotal', 'Net total', 'Total excl. tax'],
    tax: ['VAT', 'Tax', 'Sales tax'],
    total: ['Total due', 'TOTAL', 'Amount payable', 'Invoice total'],
    phone: ['Phone', 'Tel.', 'T'],
    taxId: ['VAT no.', 'Tax ID', 'VAT reg. no.'],
    account: ['Bank account', 'Pay to account', 'IBAN'],
    page: 'Page',
    carried: 'Carried forward',
    thanks: ['Thank you for your business.', 'Goods remain ours until they are paid for.'],
  },
  nb: {
    title: ['FAKTURA', 'Faktura'],
    number: ['Fakturanr.', 'Fakturanummer', 'Faktura nr'],
    date: ['Fakturadato', 'Dato', 'Utstedt'],
    due: ['Forfallsdato', 'Forfall', 'Betalingsfrist'],
    order: ['Deres ordrenr.', 'Ordrenummer', 'Bestillingsnr.'],
    customer: ['Kundenr.', 'Kundenummer'],
    delivery: ['Leveringsdato', 'Levert'],
    buyer: ['Kjøper', 'Faktura til', 'Kunde'],
    columns: [
      ['Beskrivelse', 'Antall', 'Pris', 'Beløp'],
      ['Vare', 'Ant.', 'à pris', 'Sum'],
    ],
    net: ['Sum eks. mva', 'Nettobeløp', 'Beløp uten mva'],
    tax: ['Mva', 'Merverdiavgift', 'MVA'],
    total: ['Å betale', 'Totalbeløp', 'Sum inkl. mva', 'Beløp å betale'],
    phone: ['Telefon', 'Tlf.'],
    taxId: ['Org.nr.', 'Foretaksregisteret'],
    account: ['Kontonummer', 'Bankkonto', 'Konto'],
    page: 'Side',
    carried: 'Overført',
    thanks: ['Takk for handelen!', 'Ved for sen betaling påløper forsinkelsesrente.'],
  },
  de: {
    title: ['RECHNUNG', 'Rechnung'],
    number: ['Rechnungsnummer', 'Rechnungs-Nr.', 'Rechnung Nr.', 'Beleg-Nr.'],
    date: ['Rechnungsdatum', 'Datum', 'Ausgestellt am'],
    due: ['Fällig am', 'Zahlbar bis', 'Fälligkeit'],
    order: ['Ihre Bestellung', 'Bestellnummer', 'Auftrags-Nr.'],
    customer: ['Kundennummer', 'Kd.-Nr.'],
    delivery: ['Lieferdatum', 'Leistungsdatum'],
    buyer: ['Rechnung an', 'Empfänger', 'Kunde'],
    columns: [
      ['Bezeichnung', 'Menge', 'Einzelpreis', 'Gesamt'],
      ['Leistung', 'Anzahl', 'E-Preis', 'Betrag'],
    ],
    net: ['Zwischensumme', 'Nettobetrag', 'Summe netto'],
    tax: ['MwSt.', 'Umsatzsteuer', 'zzgl. MwSt.'],
    total: ['Rechnungsbetrag', 'Gesamtbetrag', 'Zu zahlen', 'Endsumme'],
    phone: ['Telefon', 'Tel.', 'Fon'],
    taxId: ['USt-IdNr.', 'Steuernummer', 'UID'],
    account: ['IBAN', 'Konto', 'Bankverbindung'],
    page: 'Seite',
    carried: 'Übertrag',
    thanks: ['Vielen Dank für Ihren Auftrag.', 'Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum.'],
  },
  fr: {
    title: ['FACTURE', 'Facture'],
    number: ['Facture n°', 'Numéro de facture', 'N° de facture', 'Référence'],
    date: ['Date de facture', 'Date', 'Émise le'],
    due: ['Échéance', "Date d'échéance", 'À régler avant le'],
    order: ['Votre commande', 'Bon de commande', 'N° de commande'],
    customer: ['N° client', 'Code client'],
    delivery: ['Date de livraison', 'Livré le'],
    buyer: ['Facturé à', 'Destinataire', 'Client'],
    columns: [
      ['Désignation', 'Qté', 'Prix unitaire', 'Montant'],
      ['Libellé', 'Quantité', 'P.U. HT', 'Total HT'],
    ],
    net: ['Total HT', 'Montant HT', 'Sous-total'],
    tax: ['TVA', 'Montant TVA', 'Taxe'],
    total: ['Total TTC', 'Net à payer', 'Montant dû', 'À payer'],
    phone: ['Téléphone', 'Tél.'],
    taxId: ['N° TVA', 'TVA intracommunautaire'],
    account: ['IBAN', 'Compte', 'RIB'],
    page: 'Page',
    carried: 'Report',
    thanks: ['Merci de votre confiance.', 'Pénalités de retard : trois fois le taux légal.'],
  },
  es: {
    title: ['FACTURA', 'Factura'],
    number: ['Factura n.º', 'Número de factura', 'N.º factura'],
    date: ['Fecha de factura', 'Fecha', 'Fecha de emisión'],
    due: ['Vencimiento', 'Fecha de vencimiento', 'Pagar antes del'],
    order: ['Su pedido', 'N.º de pedido', 'Pedido'],
    customer: ['N.º de cliente', 'Código de cliente'],
    delivery: ['Fecha de entrega', 'Entregado'],
    buyer: ['Facturar a', 'Cliente', 'Destinatario'],
    columns: [
      ['Descripción', 'Cantidad', 'Precio', 'Importe'],
      ['Concepto', 'Uds.', 'Precio ud.', 'Total'],
    ],
    net: ['Base imponible', 'Subtotal', 'Importe neto'],
    tax: ['IVA', 'Cuota IVA', 'Impuestos'],
    total: ['Total factura', 'TOTAL', 'Importe total', 'Total a pagar'],
    phone: ['Teléfono', 'Tfno.'],
    taxId: ['NIF', 'CIF'],
    account: ['Cuenta', 'IBAN', 'Cuenta bancaria'],
    page: 'Página',
    carried: 'Suma y sigue',
    thanks: ['Gracias por su compra.', 'No se admiten devoluciones pasados quince días.'],
  },
};
