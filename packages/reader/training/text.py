"""Lines of text as receipts, invoices and forms have them, in Latin-script languages."""

import random
import re

from alphabet import CLASS_OF

LANGUAGES = {
    'en': ('american-english', 'Invoice No|Invoice date|Due date|Total|Subtotal|Amount due|VAT|Tax|Cash|Change|Qty|Unit price|Description|Account|Receipt|Thank you|Customer|Ship to|Bill to|Net|Discount|Balance|Phone|Page|of|Order|Delivery|Reg. No|Company'),
    'nb': ('bokmaal', 'Faktura|Fakturanr|Fakturadato|Forfallsdato|Beløp|Å betale|Sum|MVA|Herav mva|Kontonr|KID|Org.nr|Antall|Pris|Beskrivelse|Kvittering|Rabatt|Leveringsadresse|Bestilling|Å overføre|Kundenr|Vår ref|Deres ref|Totalt|kr|Betalingsfrist|Øre|Ærlig|Skyldig beløp'),
    'da': ('danish', 'Faktura|Fakturadato|Forfaldsdato|Beløb|I alt|Moms|Momsgrundlag|Kontonr|Reg.nr|CVR-nr|Antal|Pris|Varebeskrivelse|Kvittering|Rabat|Leveringsadresse|Bestilling|Kundenr|At betale|Øreafrunding|Betalingsfrist|kr|Ændring'),
    'sv': ('swedish', 'Faktura|Fakturadatum|Förfallodatum|Belopp|Att betala|Summa|Moms|Bankgiro|Plusgiro|Org.nr|Antal|À-pris|Beskrivning|Kvitto|Rabatt|Öresavrundning|Kundnr|Er referens|Vår referens|Betalningsvillkor|kr|Exkl. moms'),
    'de': ('ngerman', 'Rechnung|Rechnungsnummer|Rechnungsdatum|Fällig am|Betrag|Summe|Zwischensumme|MwSt.|USt-IdNr.|Steuernummer|Menge|Einzelpreis|Gesamtbetrag|Bezeichnung|Quittung|Rückgeld|Straße|Lieferadresse|Kundennummer|Übertrag|Zahlbar bis|Stück|Geschäftsführer|Gebühr|EUR|Skonto|Für Ihren Einkauf|Beleg-Nr.'),
    'fr': ('french', "Facture|N° de facture|Date d'échéance|Montant|Total TTC|Total HT|TVA|À payer|Sous-total|Quantité|Prix unitaire|Désignation|Reçu|Règlement|Espèces|Adresse de livraison|Référence|N° client|Échéance|Payé|Téléphone|Société|Numéro|Remise|Reçu le|Intracommunautaire"),
    'es': ('spanish', 'Factura|N.º de factura|Fecha de emisión|Vencimiento|Importe|Total|Base imponible|IVA|Cantidad|Precio|Descripción|Recibo|Dirección|Teléfono|Número|Página|Razón social|Población|Año|España|¿Alguna duda?|¡Gracias por su compra!|Señor|Código|Envío|Cambio|Niño'),
    'it': ('italian', 'Fattura|Data|Scadenza|Importo|Totale|Imponibile|IVA|Quantità|Prezzo|Descrizione|Ricevuta|Indirizzo|Telefono|Città|P.IVA|Contanti|Resto|Già pagato'),
    'pt': ('portuguese', 'Fatura|Data de emissão|Vencimento|Valor|Total|IVA|Quantidade|Preço|Descrição|Recibo|Endereço|Número|Contribuinte|Não|Observações|Código|Troco|Pagamento'),
    'nl': ('dutch', 'Factuur|Factuurdatum|Vervaldatum|Bedrag|Totaal|BTW|Aantal|Prijs|Omschrijving|Bon|Adres|Klantnummer|Te betalen|Korting|Geïnd'),
}
WEIGHTS = {'en': 5, 'nb': 4, 'da': 2, 'sv': 3, 'de': 4, 'fr': 4, 'es': 3, 'it': 1, 'pt': 1, 'nl': 1}
MONTHS = {
    'en': 'January February March April May June July August September October November December',
    'nb': 'januar februar mars april mai juni juli august september oktober november desember',
    'da': 'januar februar marts april maj juni juli august september oktober november december',
    'sv': 'januari februari mars april maj juni juli augusti september oktober november december',
    'de': 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
    'fr': 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    'es': 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
    'it': 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
    'pt': 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
    'nl': 'januari februari maart april mei juni juli augustus september oktober november december',
}
COMPANY = 'AS A/S AB GmbH AG KG S.A. SARL SAS SL S.L. Ltd Ltd. Inc. LLC BV SDN BHD Oy & Co. ApS ANS e.K. S.p.A.'.split()
CURRENCIES = '€ $ £ kr kr. EUR USD NOK SEK DKK GBP CHF RM Fr. ¥'.split()
UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
RARE = re.compile('[^ -~]')


class TextSource:
    """Makes lines. Words come from the word lists of Debian (folder of /usr/share/dict)."""

    def __init__(self, folder, seed):
        self.random = random.Random(seed)
        self.words, self.accented = {}, {}
        for language, (name, _) in LANGUAGES.items():
            with open(f'{folder}/{name}', 'rb') as file:
                raw = file.read()
            try:
                lines = raw.decode('utf8').split('\n')
            except UnicodeDecodeError:
                lines = raw.decode('latin1').split('\n')
            words = [w.strip().split('/')[0].split(' ')[0].replace('*', '') for w in lines]
            words = [w for w in words if 1 < len(w) < 15 and all(c in CLASS_OF for c in w)]
            self.words[language] = words
            self.accented[language] = [w for w in words if RARE.search(w)] or words

    def line(self):
        """A line of 1 to about 50 characters and its language."""
        r = self.random
        language = r.choices(list(WEIGHTS), WEIGHTS.values())[0]
        makers = [
            (self.words_line, 30), (self.label_value, 22), (self.number, 12), (self.date, 7), (self.code, 10),
            (self.item, 10), (self.contact, 6), (self.company, 6), (self.noise, 5), (self.quoted, 4),
        ]
        maker = r.choices([m for m, _ in makers], [w for _, w in makers])[0]
        text = maker(language)
        style = r.random()
        if style < 0.25:
            text = text.upper()
        elif style < 0.33:
            text = text.title()
        text = ' '.join(''.join(c for c in text if c in CLASS_OF or c == ' ').split())
        longest = 32 if r.random() < 0.85 else 60
        return (text[:longest].strip() or self.line()[0]), language

    def word(self, language):
        pool = self.accented if self.random.random() < 0.45 else self.words
        word = self.random.choice(pool[language])
        return word.capitalize() if self.random.random() < 0.3 else word

    def words_line(self, language):
        r = self.random
        words = [self.word(language) for _ in range(r.choice([1, 1, 2, 2, 3, 3, 4, 5]))]
        for at in range(len(words) - 1):
            if r.random() < 0.12:
                words[at] += r.choice([',', ';', ':', '.', ' -', ' –', ' &', ' /', '-', '!', '?', '…'])
        return ' '.join(words) + (r.choice('.,:;!?*)') if r.random() < 0.2 else '')

    def label(self, language):
        return self.random.choice(LANGUAGES[language][1].split('|'))

    def label_value(self, language):
        r = self.random
        value = r.choice([self.number, self.number, self.date, self.code, self.word])(language)
        return self.label(language) + r.choice([' ', ': ', ':', ' : ', '  ', ' . . ', '. ', ' # ', ' = ']) + value

    def number(self, language):
        r = self.random
        value = r.choice([r.random() * 10, r.random() * 100, r.random() * 1000, r.random() * 1e4, r.random() * 1e6])
        decimals = r.choice([2, 2, 2, 2, 0, 1, 3, 4])
        thousands, point = r.choice([(',', '.'), ('.', ','), (' ', ','), ("'", '.'), ('’', '.'), ('', '.'), ('', ','), (' ', '.')])
        text = f'{value:,.{decimals}f}'.replace(',', '\0').replace('.', point).replace('\0', thousands)
        if r.random() < 0.12:
            text = r.choice('-+–−(') + text
            text = text.replace('−', '-') + (')' if text[0] == '(' else '')
        if r.random() < 0.35:
            currency = r.choice(CURRENCIES)
            space = r.choice(['', ' '])
            text = currency + space + text if r.random() < 0.5 else text + space + currency
        elif r.random() < 0.15:
            text += r.choice(['%', ' %', ',-', '-', ' kg', ' m²', ' m³', ' °C', ' l', ' stk', ' pcs', ' ×', 'x', '*', ' S', ' SR', 'T'])
        return text

    def date(self, language):
        r = self.random
        day, month, year = r.randint(1, 31), r.randint(1, 12), r.choice([r.randint(2015, 2029), r.randint(1950, 2029)])
        name = MONTHS[language].split()[month - 1]
        forms = [
            f'{day:02}.{month:02}.{year}', f'{day:02}/{month:02}/{year}', f'{day:02}-{month:02}-{year}', f'{day}.{month}.{year}',
            f'{month}/{day}/{year % 100:02}', f'{day:02}/{month:02}/{year % 100:02}', f'{year}-{month:02}-{day:02}',
            f'{day:02}-{month:02}-{year % 100:02}', f'{day} {name} {year}', f'{day}. {name} {year}', f'{name} {day}, {year}',
            f'{day} {name[:3].upper()} {year}', f'{day:02}-{name[:3].title()}-{year}', f'{day} de {name} de {year}', f'{day:02} {month:02} {year}',
        ]
        time = f'{r.randint(0, 23):02}:{r.randint(0, 59):02}'
        time += r.choice(['', '', f':{r.randint(0, 59):02}', ' AM', ' PM'])
        return r.choice(forms) + (r.choice([' ', '  ', ' kl. ', ' / ', ' - ']) + time if r.random() < 0.3 else '')

    def code(self, language):
        r = self.random
        pick = r.random()
        if pick < 0.15:
            country = r.choice(['NO', 'DE', 'FR', 'ES', 'SE', 'DK', 'GB', 'IT'])
            body = ''.join(r.choice('0123456789') for _ in range(r.randint(13, 22)))
            text = country + body
            return ' '.join(text[i : i + 4] for i in range(0, len(text), 4)) if r.random() < 0.6 else text
        if pick < 0.4:
            return ''.join(r.choice('0123456789') for _ in range(r.randint(1, 18)))
        if pick < 0.5:
            groups = [''.join(r.choice('0123456789') for _ in range(r.randint(2, 4))) for _ in range(r.randint(2, 5))]
            return r.choice([' ', '-', '.', '/']).join(groups)
        if pick < 0.6:
            return f'({r.randint(1, 999999)}-{r.choice(UPPER)})'
        parts = []
        for _ in range(r.randint(1, 4)):
            kind = r.choice(['letters', 'digits', 'digits', 'mixed'])
            pool = {'letters': UPPER, 'digits': '0123456789', 'mixed': UPPER + '0123456789abcdefghijklmnopqrstuvwxyz'}[kind]
            parts.append(''.join(r.choice(pool) for _ in range(r.randint(1, 7))))
        return r.choice(['', '-', '/', '.', ' ', '_', '#', ':']).join(parts)

    def item(self, language):
        r = self.random
        name = ' '.join(self.word(language) for _ in range(r.randint(1, 3)))
        amount = f'{r.random() * 200:.2f}'
        if r.random() < 0.5:
            amount = amount.replace('.', ',')
        forms = [
            f'{r.randint(1, 40)} x {amount}', f'{r.randint(1, 20)} X {amount} {amount}', f'{name} {amount}', f'{r.randint(1, 9)} {name}',
            f'{name} {r.randint(1, 900)}{r.choice(["g", "kg", "ml", "L", "cm", "mm", "G", "ML"])}', f'{r.randint(1, 9)} @ {amount}',
            f'{name} ({r.randint(1, 50)})', f'{r.randint(1, 99)}PC {name}', f'* {name}', f'{name}/{self.word(language)}',
        ]
        return r.choice(forms)

    def contact(self, language):
        r = self.random
        host = re.sub('[^a-z]', '', self.word(language).lower()) or 'firma'
        place = f'{r.randint(1000, 99999)} {self.word(language).capitalize()}'
        forms = [
            f'{host}@{re.sub("[^a-z]", "", self.word(language).lower()) or "post"}.{r.choice(["no", "de", "fr", "es", "com", "se", "dk", "org"])}',
            f'www.{host}.{r.choice(["no", "de", "fr", "es", "com", "se", "dk"])}', f'https://{host}.com/{self.code(language)}',
            f'+{r.randint(30, 60)} {r.randint(10, 999)} {r.randint(10, 99)} {r.randint(10, 99)} {r.randint(10, 99)}',
            f'Tel: {r.randint(10, 99)}-{r.randint(1000000, 99999999)}', place, f'{self.word(language).capitalize()} {r.randint(1, 200)}{r.choice(["", "a", "B"])}',
            f'NO. {r.randint(1, 99)}, {self.word(language)} {r.randint(1, 20)}/{r.randint(1, 20)},', f'{self.word(language).capitalize()} {r.randint(1, 99)}, {place}',
        ]
        return r.choice(forms)

    def company(self, language):
        names = ' '.join(self.word(language).capitalize() for _ in range(self.random.randint(1, 3)))
        return f'{names} {self.random.choice(COMPANY)}'

    def noise(self, language):
        """Any characters at all, so that each is seen."""
        r = self.random
        pool = list(CLASS_OF) + [' '] * 25
        return ''.join(r.choice(pool) for _ in range(r.randint(2, 16)))

    def quoted(self, language):
        r = self.random
        left, right = r.choice([('«', '»'), ('“', '”'), ('„', '“'), ('"', '"'), ('(', ')'), ('[', ']'), ("'", "'"), ('‘', '’'), ('**', '**'), ('<', '>')])
        inner = r.choice([self.words_line, self.number, self.word])(language)
        tail = r.choice(['', '', ' § ' + str(r.randint(1, 99)), ' ' + str(r.randint(1, 90)) + '°', ' ©', '®', '™'])
        return f"{left}{inner}{right}{tail}"
