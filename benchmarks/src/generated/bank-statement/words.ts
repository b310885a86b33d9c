import type { Language } from '@las/samples/parts';

/** What bank statements call things; several ways where banks differ. */
export interface StatementWords {
  title: readonly string[];
  holder: readonly string[];
  iban: readonly string[];
  bic: readonly string[];
  number: readonly string[];
  customer: readonly string[];
  from: readonly string[];
  to: readonly string[];
  date: readonly string[];
  opening: readonly string[];
  closing: readonly string[];
  currency: readonly string[];
  limit: readonly string[];
  phone: readonly string[];
  columns: readonly (readonly [day: string, text: string, amount: string, balance: string])[];
  movements: readonly string[];
  banks: readonly string[];
}

export const statementWords: Readonly<Record<Language, StatementWords>> = {
  en: {
    title: ['ACCOUNT STATEMENT', 'Statement of account'],
    holder: ['Account holder', 'Account name'],
    iban: ['IBAN', 'Account (IBAN)'],
    bic: ['BIC', 'SWIFT/BIC'],
    number: ['Statement no.', 'Sheet'],
    customer: ['Customer no.', 'Client number'],
    from: ['From', 'Period from'],
    to: ['To', 'Period to'],
    date: ['Statement date', 'Printed on'],
    opening: ['Opening balance', 'Balance brought forward'],
    closing: ['Closing balance', 'New balance'],
    currency: ['Currency', 'Ccy'],
    limit: ['Overdraft limit', 'Arranged overdraft'],
    phone: ['Helpline', 'Phone'],
    columns: [['Date', 'Details', 'Amount', 'Balance']],
    movements: ['Card payment', 'Direct debit', 'Salary', 'Transfer', 'Cash withdrawal', 'Rent'],
    banks: ['Bank', 'Savings Bank', 'Building Society'],
  },
  nb: {
    title: ['KONTOUTSKRIFT', 'Kontoutskrift'],
    holder: ['Kontohaver', 'Navn'],
    iban: ['IBAN', 'Kontonr. (IBAN)'],
    bic: ['BIC', 'SWIFT'],
    number: ['Utskrift nr.', 'Nr.'],
    customer: ['Kundenr.', 'Kundenummer'],
    from: ['Fra', 'Periode fra'],
    to: ['Til', 'Periode til'],
    date: ['Utskriftsdato', 'Dato'],
    opening: ['Inngående saldo', 'Saldo fra forrige'],
    closing: ['Utgående saldo', 'Ny saldo'],
    currency: ['Valuta'],
    limit: ['Kredittramme', 'Innvilget kreditt'],
    phone: ['Kundeservice', 'Telefon'],
    columns: [['Dato', 'Forklaring', 'Beløp', 'Saldo']],
    movements: ['Varekjøp', 'Avtalegiro', 'Lønn', 'Overføring', 'Minibank', 'Husleie'],
    banks: ['Sparebank', 'Bank', 'Forretningsbank'],
  },
  de: {
    title: ['KONTOAUSZUG', 'Kontoauszug'],
    holder: ['Kontoinhaber', 'Inhaber'],
    iban: ['IBAN', 'Konto (IBAN)'],
    bic: ['BIC', 'SWIFT-BIC'],
    number: ['Auszug Nr.', 'Blatt'],
    customer: ['Kundennummer', 'Kunden-Nr.'],
    from: ['Von', 'Zeitraum von'],
    to: ['Bis', 'Zeitraum bis'],
    date: ['Auszugsdatum', 'Erstellt am'],
    opening: ['Alter Saldo', 'Anfangssaldo'],
    closing: ['Neuer Saldo', 'Endsaldo'],
    currency: ['Währung'],
    limit: ['Dispositionskredit', 'Kreditlinie'],
    phone: ['Hotline', 'Telefon'],
    columns: [['Datum', 'Vorgang', 'Betrag', 'Saldo']],
    movements: ['Kartenzahlung', 'Lastschrift', 'Gehalt', 'Überweisung', 'Geldautomat', 'Miete'],
    banks: ['Sparkasse', 'Volksbank', 'Bank'],
  },
  fr: {
    title: ['RELEVÉ DE COMPTE', 'Relevé de compte'],
    holder: ['Titulaire', 'Titulaire du compte'],
    iban: ['IBAN', 'Compte (IBAN)'],
    bic: ['BIC', 'Code BIC'],
    number: ['Relevé n°', 'N°'],
    customer: ['N° client', 'Identifiant'],
    from: ['Du', 'Période du'],
    to: ['Au', 'Période au'],
    date: ['Date du relevé', 'Édité le'],
    opening: ['Ancien solde', 'Solde précédent'],
    closing: ['Nouveau solde', 'Solde final'],
    currency: ['Devise', 'Monnaie'],
    limit: ['Découvert autorisé', 'Facilité de caisse'],
    phone: ['Assistance', 'Téléphone'],
    columns: [['Date', 'Libellé', 'Montant', 'Solde']],
    movements: ['Paiement carte', 'Prélèvement', 'Salaire', 'Virement', 'Retrait', 'Loyer'],
    banks: ['Banque', "Caisse d'Épargne", 'Crédit'],
  },
  es: {
    title: ['EXTRACTO DE CUENTA', 'Extracto bancario'],
    holder: ['Titular', 'Titular de la cuenta'],
    iban: ['IBAN', 'Cuenta (IBAN)'],
    bic: ['BIC', 'Código BIC'],
    number: ['Extracto n.º', 'N.º'],
    customer: ['N.º de cliente', 'Cliente'],
    from: ['Desde', 'Período desde'],
    to: ['Hasta', 'Período hasta'],
    date: ['Fecha del extracto', 'Emitido el'],
    opening: ['Saldo anterior', 'Saldo inicial'],
    closing: ['Saldo final', 'Nuevo saldo'],
    currency: ['Divisa', 'Moneda'],
    limit: ['Descubierto autorizado', 'Límite de crédito'],
    phone: ['Atención al cliente', 'Teléfono'],
    columns: [['Fecha', 'Concepto', 'Importe', 'Saldo']],
    movements: ['Pago con tarjeta', 'Recibo domiciliado', 'Nómina', 'Transferencia', 'Cajero', 'Alquiler'],
    banks: ['Banco', 'Caja de Ahorros', 'Caja Rural'],
  },
};
