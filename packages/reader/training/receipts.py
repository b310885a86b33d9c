"""Lines of text as tills print them: mostly capitals, names and addresses of shops, items, amounts, dates, thanks."""

from alphabet import CLASS_OF
from text import UPPER, TextSource

STREETS = 'STREET ROAD AVENUE LANE DRIVE SQUARE MARKET JALAN LORONG PERSIARAN LEBUH TAMAN BANDAR KAMPUNG KAWASAN DESA'.split()
BEHIND = {'STREET', 'ROAD', 'AVENUE', 'LANE', 'DRIVE', 'SQUARE', 'MARKET'}
PLACES = (
    'KUALA LUMPUR|SELANGOR|JOHOR BAHRU|JOHOR|PETALING JAYA|SHAH ALAM|PENANG|MELAKA|IPOH, PERAK|KLANG|SEREMBAN|SUBANG JAYA|PUCHONG|CHERAS|'
    'SINGAPORE|MALAYSIA|LONDON|LEEDS|BRISTOL|SYDNEY NSW|MELBOURNE VIC|AUCKLAND|DUBLIN|AUSTIN, TX|CHICAGO, IL|SEATTLE, WA|TORONTO ON|HONG KONG|JAKARTA'
).split('|')
# Syllables of made-up names: nothing has to mean anything.
ONSETS = 'B C CH D F G H J K KH L M N P R S SH T TH W Y Z KW NG SR TR PR'.split() + ['']
VOWELS = 'A A A E E I I O U U AI AU EE OO IA UA'.split()
CODAS = ['', '', '', 'N', 'NG', 'R', 'M', 'T', 'K', 'L', 'H', 'S', 'P', 'CK', 'TT', 'LL']
TRADES = (
    'TRADING|ENTERPRISE|RESTAURANT|RESTORAN|HARDWARE|SUPERMARKET|MINI MARKET|PHARMACY|BAKERY|STATIONERY|ELECTRICAL|PAPER|BOOK STORE|CAFE|COFFEE|'
    'HOLDINGS|INDUSTRIES|MARKETING|MANAGEMENT|SERVICES|RETAIL|FOOD & BEVERAGE|MOTOR|PETROL STATION|GROUP|SEAFOOD|GIFT|DECO|MACHINERY|(M)|PERNIAGAAN|KEDAI'
).split('|')
FORMS = 'SDN BHD|SDN. BHD.|SDN BHD.|BHD|SDN.BHD.|PTE LTD|LTD|LIMITED|INC.|LLC|& CO|CO.|PLC|CORP|& SONS|PTY LTD|(M) SDN BHD|(MALAYSIA) SDN BHD'.split('|')
GOODS = (
    'RICE|NASI GORENG|TEH TARIK|KOPI|MILK|BREAD|CHICKEN|FISH|TOFU|EGG|SOUP|NOODLE|MEE|ICE|TEA|WATER|COKE|JUICE|CAKE|SUGAR|OIL|SOAP|TAPE|PAPER A4|PEN|GLUE|'
    'BATTERY AA|LED BULB|SCREW|HOSE|BRUSH|PAINT|BAG|BOX|CUP|PLATE|SPOON|TOWEL|SHIRT|SOCKS|CHARGER|CABLE|ADAPTOR|PIPE|LOCK|KEY|WIRE|PLUG|FAN|PARKING|DIESEL|TOP UP'
).split('|')
LABELS = (
    'TOTAL|Total|TOTAL :|Total Amount|TOTAL AMT PAYABLE|TOTAL SALES (INCLUSIVE GST)|Total Incl. of GST|SUBTOTAL|SUB TOTAL|Sub-Total|GRAND TOTAL|NET TOTAL|Nett Total|ROUNDING|'
    'Rounding Adj|Round Adj|ROUNDED TOTAL (RM)|CASH|Cash|CHANGE|Change|TENDER|BALANCE DUE|DISCOUNT|Disc|SERVICE CHARGE 10%|GST 6%|GST @6%|GST SUMMARY|TAX|Tax(RM)|Amount(RM)|AMOUNT|'
    'QTY|Qty|PRICE|U/P|DISC %|ITEM|DESCRIPTION|TOTAL QTY|Item Count|NO OF ITEMS|VISA|MASTER CARD|AMOUNT PAID|PAYMENT|DEPOSIT|SR|ZRL|ZR|S|OS'
).split('|')
KEYS = (
    'INVOICE NO|Invoice No.|INV NO|BILL NO|Bill#|RECEIPT NO|Receipt #|DOC NO|Doc No.|DATE|Date|TIME|Time|CASHIER|Cashier|TABLE|TABLE NO|TERMINAL|POS NO|COUNTER|SALES PERSON|'
    'GST REG NO|GST ID|GST ID NO|GST NO.|CO. REG NO|CO REG|ROC NO|COMPANY REG. NO.|TEL|Tel|TEL NO|FAX|Phone|EMAIL|MEMBER|APPROVAL CODE|TRACE NO|REF NO|BATCH|SLIP NO|Pax(s)|REF'
).split('|')
PHRASES = (
    'THANK YOU|THANK YOU FOR SHOPPING WITH US|PLEASE COME AGAIN|Thank you. Please come again.|GOODS SOLD ARE NOT RETURNABLE|GOODS SOLD ARE NOT REFUNDABLE.|TAX INVOICE|'
    'SIMPLIFIED TAX INVOICE|CASH RECEIPT|CASH BILL|INVOICE|OFFICIAL RECEIPT|HAVE A NICE DAY|PLEASE KEEP THIS RECEIPT|NO REFUND WITHIN 7 DAYS|EXCHANGE ALLOWED WITHIN 3 DAYS WITH RECEIPT.|'
    'CUSTOMER COPY|DUPLICATE|WELCOME|SELF SERVICE|TAKE AWAY|DINE IN|** END OF RECEIPT **|THIS IS A COMPUTER GENERATED RECEIPT|CUSTOMER SERVICE|(GST INCLUDED)|PRICE INCLUSIVE OF GST|'
    'Goods sold are not returnable, thank you|PLEASE PAY AT THE COUNTER|SIGNATURE|TERMS|OPEN DAILY|WIFI PASSWORD|ALL PRICES ARE IN RM|SEE YOU AGAIN'
).split('|')


class ReceiptText(TextSource):
    """Lines of a till; the words of goods come from the English list now and then."""

    def line(self):
        """A line of 1 to about 50 characters and `receipt`, which stands for its language."""
        r = self.random
        makers = [
            (self.amount, 24), (self.labelled, 14), (self.keyed, 14), (self.street, 14), (self.shop, 10), (self.goods, 12),
            (self.digits, 8), (self.when, 8), (self.phrase, 7), (self.mixture, 5),
        ]
        maker = r.choices([m for m, _ in makers], [w for _, w in makers])[0]
        text = maker()
        style = r.random()
        if style < 0.35:
            text = text.upper()
        elif style < 0.45:
            text = text.title()
        text = ' '.join(''.join(c for c in text if c in CLASS_OF or c == ' ').split())
        return (text[: r.choice([30, 40, 50])].strip() or self.line()[0]), 'receipt'

    def name(self):
        r = self.random
        if r.random() < 0.35:
            return self.word('en').upper()
        return ''.join(r.choice(ONSETS) + r.choice(VOWELS) + r.choice(CODAS) for _ in range(r.choice([1, 1, 2, 2, 3])))

    def names(self, most):
        return ' '.join(self.name() for _ in range(self.random.randint(1, most)))

    def run(self, least, most):
        return ''.join(self.random.choice('0123456789') for _ in range(self.random.randint(least, most)))

    def money(self):
        r = self.random
        value = r.choice([r.random() * 10, r.random() * 100, r.random() * 100, r.random() * 1000, r.random() * 1e4])
        text = f'{value:,.2f}' if r.random() < 0.6 else f'{round(value * 10) / 10:.2f}'
        return r.choice([text, text, text, '0.00', f'{r.randint(1, 200)}.00'])

    def amount(self):
        r = self.random
        money = self.money()
        return r.choice([
            money, money, money, money, f'RM{money}', f'RM {money}', f'${money}', f'{money} SR', f'{money} S', f'{money}S', f'-{money}', f'{money}-', f'{money}*', f'{money}T',
            f'{r.randint(1, 30)}', f'{r.randint(1, 9)} X {money}', f'{r.randint(1, 30)} x {money}', f'{r.randint(1, 9)}.00', f'{r.randint(1, 9)} PCS', f'({money})', f'{r.randint(0, 20)}%',
            f'{money} {self.money()}', f'{r.randint(1, 9)} {money} {self.money()}', f'@{money}', f'{r.randint(1, 9)}.000 {money}', 'RM', 'X', '*', ':',
        ])

    def labelled(self):
        r = self.random
        label = r.choice(LABELS)
        if r.random() < 0.45:
            return label + r.choice(['', '', ':', ' :', ' RM', '(RM)', ' (RM):'])
        return label + r.choice([' ', ' : ', ': ', ' RM ', ' RM', ':RM', ' (RM) ']) + self.money()

    def keyed(self):
        r = self.random
        value = r.choice([self.digits, self.digits, self.when, self.name])()
        return r.choice(KEYS) + r.choice([' : ', ': ', ' :', ':', ' ', '. ', ' # ', ' - ']) + value

    def digits(self):
        r = self.random
        letter = r.choice(UPPER)
        return r.choice([
            self.run(1, 14), self.run(6, 13), self.run(6, 13), f'{self.run(5, 7)}-{letter}', f'({self.run(5, 7)}-{letter})', f'{self.run(12, 12)}', f'{self.run(2, 3)}-{self.run(6, 8)}',
            f'{self.run(2, 3)}-{self.run(3, 4)} {self.run(4, 4)}', f'{letter}{r.choice(UPPER)}{self.run(3, 8)}', f'{letter}{self.run(1, 3)}/{self.run(2, 4)}', f'#{self.run(2, 6)}',
            f'{r.choice(UPPER)}{r.choice(UPPER)}{r.choice(UPPER)}-{self.run(2, 6)}', f'{self.run(2, 4)}{letter}{self.run(2, 4)}', f'{letter}-{self.run(4, 8)}', f'{self.run(4, 4)} {self.run(4, 4)}',
            f'{"*" * r.randint(4, 12)}{self.run(4, 4)}', f'{self.run(8, 8)}{letter}{self.run(2, 4)}', f'{self.run(2, 3)}.{self.run(2, 2)}CM {self.run(1, 3)}{letter}#',
        ])

    def street(self):
        r = self.random
        kind = r.choice(STREETS)
        number = r.choice([f'{r.randint(1, 300)}', f'{r.randint(1, 90)}{r.choice(UPPER)}', f'{r.randint(1, 60)}-{r.randint(1, 90)}', f'{r.randint(1, 30)} & {r.randint(1, 40)}', f'{r.randint(1, 50)}/{r.randint(1, 40)}'])
        street = f'{self.names(2)} {kind}' if kind in BEHIND else f'{kind} {self.names(2)}'
        street += r.choice(['', '', f' {r.randint(1, 20)}', f' {r.randint(1, 40)}/{r.randint(1, 40)}', f' {r.randint(1, 9)}{r.choice(UPPER)}'])
        town = f'{r.randint(10000, 99999)} {r.choice([self.names(2), r.choice(PLACES)])}'
        return r.choice([
            f'NO.{number}, {street},', f'NO {number}, {street}', f'NO. {number} {street},', f'LOT {number}, {street},', f'{number}, {street}', f'{street},', f'{street}, {r.choice(PLACES)}',
            f'{town},', town, f'{town}, {r.choice(PLACES)}', f'{town}, {r.choice(PLACES)}.', f'{r.choice(PLACES)}.', r.choice(PLACES), f'GROUND FLOOR, {number}', f'UNIT {number}, LEVEL {r.randint(1, 9)},',
            f'{street}, {town}', f'BLOCK {r.choice(UPPER)}, {street}', f'{self.names(2)} {r.choice(["MALL", "PLAZA", "CENTRE", "TOWER", "COMPLEX", "SQUARE"])},',
        ])

    def shop(self):
        r = self.random
        name = r.choice([self.names(3), f'{self.names(1)} {r.choice(TRADES)}', f'{r.choice(TRADES)} {self.names(2)}', f'{self.names(2)} {r.choice(TRADES)}', '.'.join(r.choices(UPPER, k=r.randint(2, 4)))])
        return f'{name} {r.choice(FORMS)}' if r.random() < 0.6 else r.choice([name, f'{name} ({self.run(5, 7)}-{r.choice(UPPER)})'])

    def goods(self):
        r = self.random
        goods = ' '.join(r.choice([r.choice(GOODS), r.choice(GOODS), self.name()]) for _ in range(r.randint(1, 3)))
        size = f'{r.randint(1, 900)}{r.choice(["G", "KG", "ML", "L", "CM", "MM", "PCS", "S", "W", "M"])}'
        return r.choice([
            goods, goods, f'{goods} {size}', f'{goods} {size}', f'{r.randint(1, 20)} {goods}', f'{r.randint(1, 9)} X {goods}', f'{goods} {self.money()}', f'{self.run(4, 13)} {goods}', f'{goods} ({size})',
            f'{goods} - {self.name()}', f'{goods}/{self.name()}', f'[{self.run(2, 5)}] {goods}', f'*{goods}', f'{goods} @ {self.money()}', f'{r.choice(UPPER)}{self.run(2, 4)} {goods} #{self.run(1, 2)}',
        ])

    def when(self):
        r = self.random
        day, month, year = r.randint(1, 31), r.randint(1, 12), r.randint(2008, 2029)
        name = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split()[month - 1]
        date = r.choice([
            f'{day:02}/{month:02}/{year}', f'{day:02}/{month:02}/{year}', f'{day:02}-{month:02}-{year}', f'{day:02}/{month:02}/{year % 100:02}', f'{day:02}-{month:02}-{year % 100:02}', f'{day} {name} {year}',
            f'{day:02}-{name}-{year}', f'{year}-{month:02}-{day:02}', f'{day:02}.{month:02}.{year}', f'{year}{month:02}{day:02}', f'{day}/{month}/{year}', f'{name} {day}, {year}', f'{day} {name.title()} {year % 100:02}',
        ])
        time = f'{r.randint(0, 23):02}:{r.randint(0, 59):02}' + r.choice(['', f':{r.randint(0, 59):02}', f':{r.randint(0, 59):02} {r.choice(["AM", "PM"])}', r.choice(['AM', 'PM', ' PM'])])
        return r.choice([date, date, f'{date} {time}', f'{date} {time}', time])

    def phrase(self):
        return self.random.choice(PHRASES)

    def mixture(self):
        return f'{self.name()} {self.random.choice([self.digits, self.amount, self.when])()}'
