import type { Language } from '@las/samples/parts';

/** What delivery notes call things; several ways where senders differ. */
export interface NoteWords {
  title: readonly string[];
  shipper: readonly string[];
  consignee: readonly string[];
  number: readonly string[];
  order: readonly string[];
  delivery: readonly string[];
  ordered: readonly string[];
  packages: readonly string[];
  pallets: readonly string[];
  gross: readonly string[];
  net: readonly string[];
  carrier: readonly string[];
  plate: readonly string[];
  driver: readonly string[];
  phone: readonly string[];
  terms: readonly string[];
  dangerous: readonly string[];
  yes: string;
  no: string;
  columns: readonly (readonly [item: string, quantity: string, weight: string])[];
  signature: string;
}

export const noteWords: Readonly<Record<Language, NoteWords>> = {
  en: {
    title: ['DELIVERY NOTE', 'Bill of Lading', 'Consignment Note'],
    shipper: ['Shipper', 'Consignor', 'Sent by'],
    consignee: ['Consignee', 'Deliver to', 'Ship to'],
    number: ['Delivery no.', 'B/L no.', 'Note number'],
    order: ['Order no.', 'Your reference'],
    delivery: ['Delivery date', 'Date of delivery'],
    ordered: ['Order date', 'Ordered on'],
    packages: ['Packages', 'No. of packages', 'Cartons'],
    pallets: ['Pallets', 'No. of pallets'],
    gross: ['Gross weight', 'Total gross weight'],
    net: ['Net weight', 'Total net weight'],
    carrier: ['Carrier', 'Haulier'],
    plate: ['Vehicle reg.', 'Truck'],
    driver: ['Driver', "Driver's name"],
    phone: ['Contact', 'Phone'],
    terms: ['Incoterm', 'Terms'],
    dangerous: ['Dangerous goods', 'Hazardous'],
    yes: 'Yes',
    no: 'No',
    columns: [
      ['Goods', 'Quantity', 'Weight kg'],
      ['Description of goods', 'Pcs', 'kg'],
    ],
    signature: 'Received in good order: ______________________',
  },
  nb: {
    title: ['PAKKSEDDEL', 'Følgeseddel', 'Fraktbrev'],
    shipper: ['Avsender', 'Sendt fra'],
    consignee: ['Mottaker', 'Leveres til'],
    number: ['Pakkseddelnr.', 'Fraktbrevnr.', 'Sending nr.'],
    order: ['Ordrenr.', 'Deres ref.'],
    delivery: ['Leveringsdato', 'Leveres'],
    ordered: ['Ordredato', 'Bestilt'],
    packages: ['Antall kolli', 'Kolli'],
    pallets: ['Paller', 'Antall paller'],
    gross: ['Bruttovekt', 'Brutto'],
    net: ['Nettovekt', 'Netto'],
    carrier: ['Transportør', 'Fraktfører'],
    plate: ['Bilnr.', 'Kjøretøy'],
    driver: ['Sjåfør', 'Fører'],
    phone: ['Kontakt', 'Telefon'],
    terms: ['Leveringsbetingelse', 'Incoterm'],
    dangerous: ['Farlig gods', 'ADR'],
    yes: 'Ja',
    no: 'Nei',
    columns: [
      ['Vare', 'Antall', 'Vekt kg'],
      ['Godsbeskrivelse', 'Stk.', 'kg'],
    ],
    signature: 'Mottatt i god stand: ______________________',
  },
  de: {
    title: ['LIEFERSCHEIN', 'Frachtbrief', 'Lieferschein'],
    shipper: ['Absender', 'Versender'],
    consignee: ['Empfänger', 'Lieferanschrift'],
    number: ['Lieferschein-Nr.', 'Frachtbrief-Nr.', 'Beleg'],
    order: ['Auftrag', 'Bestell-Nr.'],
    delivery: ['Lieferdatum', 'Liefertermin'],
    ordered: ['Bestelldatum', 'Bestellt am'],
    packages: ['Packstücke', 'Anzahl Kolli'],
    pallets: ['Paletten', 'Anzahl Paletten'],
    gross: ['Bruttogewicht', 'Gewicht brutto'],
    net: ['Nettogewicht', 'Gewicht netto'],
    carrier: ['Spediteur', 'Frachtführer'],
    plate: ['Kennzeichen', 'LKW'],
    driver: ['Fahrer', 'Name des Fahrers'],
    phone: ['Rückfragen', 'Telefon'],
    terms: ['Lieferbedingung', 'Incoterm'],
    dangerous: ['Gefahrgut', 'ADR'],
    yes: 'Ja',
    no: 'Nein',
    columns: [
      ['Ware', 'Menge', 'Gewicht kg'],
      ['Bezeichnung', 'Stück', 'kg'],
    ],
    signature: 'Ware ordnungsgemäß erhalten: ______________________',
  },
  fr: {
    title: ['BON DE LIVRAISON', 'Lettre de voiture'],
    shipper: ['Expéditeur', 'Chargeur'],
    consignee: ['Destinataire', 'Livré à'],
    number: ['Bon n°', 'N° de livraison', 'Lettre n°'],
    order: ['Commande', 'Votre réf.'],
    delivery: ['Date de livraison', 'Livraison le'],
    ordered: ['Date de commande', 'Commandé le'],
    packages: ['Colis', 'Nombre de colis'],
    pallets: ['Palettes', 'Nombre de palettes'],
    gross: ['Poids brut', 'Poids brut total'],
    net: ['Poids net', 'Poids net total'],
    carrier: ['Transporteur', 'Voiturier'],
    plate: ['Immatriculation', 'Véhicule'],
    driver: ['Chauffeur', 'Conducteur'],
    phone: ['Contact', 'Téléphone'],
    terms: ['Incoterm', 'Conditions'],
    dangerous: ['Matières dangereuses', 'ADR'],
    yes: 'Oui',
    no: 'Non',
    columns: [
      ['Marchandise', 'Quantité', 'Poids kg'],
      ['Désignation', 'Qté', 'kg'],
    ],
    signature: 'Reçu en bon état : ______________________',
  },
  es: {
    title: ['ALBARÁN', 'Carta de porte', 'Nota de entrega'],
    shipper: ['Remitente', 'Expedidor'],
    consignee: ['Destinatario', 'Entregar a'],
    number: ['Albarán n.º', 'N.º de carta', 'Documento'],
    order: ['Pedido', 'Su referencia'],
    delivery: ['Fecha de entrega', 'Entrega'],
    ordered: ['Fecha de pedido', 'Pedido el'],
    packages: ['Bultos', 'N.º de bultos'],
    pallets: ['Palés', 'N.º de palés'],
    gross: ['Peso bruto', 'Bruto'],
    net: ['Peso neto', 'Neto'],
    carrier: ['Transportista', 'Porteador'],
    plate: ['Matrícula', 'Camión'],
    driver: ['Conductor', 'Chófer'],
    phone: ['Contacto', 'Teléfono'],
    terms: ['Incoterm', 'Condiciones'],
    dangerous: ['Mercancía peligrosa', 'ADR'],
    yes: 'Sí',
    no: 'No',
    columns: [
      ['Mercancía', 'Cantidad', 'Peso kg'],
      ['Descripción', 'Uds.', 'kg'],
    ],
    signature: 'Recibido conforme: ______________________',
  },
};
