"""Draws lines of text from free fonts and spoils them as printers, scanners and cameras do.

Usage: render.py LINES OUT --fonts FOLDER --words FOLDER [--seed N] [--receipts]
Writes OUT.bin and OUT.jsonl as cut-lines.mjs does; the same seed gives the same lines.
"""

import argparse
import json
import random
from pathlib import Path

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from network import HEIGHT, STEP
from receipts import ReceiptText
from text import TextSource

# File names (beginnings) of fonts as invoices, receipts and forms have them, with weights. Receipts are mostly monospaced.
FAMILIES = {
    'LiberationSans': 4, 'LiberationSerif': 3, 'LiberationMono': 4, 'Arimo': 2, 'Cousine': 3, 'DejaVuSans': 3, 'DejaVuSansMono': 3,
    'DejaVuSansCondensed': 1, 'DejaVuSerif': 1, 'Roboto': 3, 'RobotoCondensed': 2, 'RobotoSlab': 1, 'OpenSans': 3, 'Lato': 2, 'NotoSans-': 3, 'NotoSerif-': 1,
    'NotoSansMono': 2, 'NotoMono': 1, 'Inconsolata': 2, 'Hack': 2, 'Courier Prime': 3, 'FreeMono': 2, 'FreeSans': 2, 'FreeSerif': 1, '3270': 4,
    'OCRA': 2, 'OCRB': 3, 'Anonymous Pro': 2, 'Carlito': 2, 'Caladea': 1, 'NimbusSans': 2, 'NimbusSansNarrow': 2, 'NimbusMonoPS': 2, 'NimbusRoman': 1,
    'FiraCode': 1, 'JetBrainsMono': 1, 'LeagueMono': 2, 'monof': 1, 'mononoki': 1, 'spleen': 2, 'EBGaramond12': 1, 'LinLibertine_R': 1,
    'Andika': 1, 'Cantarell': 1, 'Oxygen': 1, 'PTS': 1, 'PTM': 1, 'Play': 1, 'Quattrocento': 1, 'texgyre': 2, 'unifont': 1, 'CharisSIL': 1, 'lmmono': 1,
}
# Tills print monospaced letters mostly, narrow or plain sans serif ones else.
TILL_FAMILIES = {
    'LiberationMono': 5, 'Cousine': 3, 'DejaVuSansMono': 5, 'NotoSansMono': 4, 'NotoMono': 3, 'Inconsolata': 4, 'Hack': 3, 'Courier Prime': 2, 'FreeMono': 3,
    '3270': 6, 'OCRA': 2, 'OCRB': 5, 'Anonymous Pro': 3, 'NimbusMonoPS': 2, 'FiraCode': 2, 'JetBrainsMono': 2, 'LeagueMono': 4, 'spleen': 4, 'unifont': 3, 'lmmono': 2, 'PTM': 2,
    'LiberationSans': 6, 'Arimo': 3, 'NimbusSansNarrow': 4, 'RobotoCondensed': 3, 'DejaVuSans': 3, 'DejaVuSansCondensed': 3, 'Carlito': 2, 'OpenSans': 2, 'LiberationSerif': 2, 'FreeSans': 2,
}
LEFT_OUT = ('Thin', 'Hairline', 'UltraLight', 'ExtraLight', 'Black', 'Emoji', 'Upper', 'Csur', 'csur', 'sample', 'DR', 'smallcaps', '_RZ')
MARGIN = 40


class Fonts:
    def __init__(self, folder, rng, weights):
        self.rng, self.cache = rng, {}
        files = [p for ext in ('ttf', 'otf') for p in sorted(Path(folder).rglob(f'*.{ext}'))]
        files = [p for p in files if not any(part in p.name for part in LEFT_OUT)]
        self.families = {name: [p for p in files if p.name.startswith(name)] for name in weights}
        self.families = {name: found for name, found in self.families.items() if found}
        self.weights = [weights[name] for name in self.families]

    def pick(self, text):
        """A font that has all the text's characters: its file."""
        for _ in range(50):
            name = self.rng.choices(list(self.families), self.weights)[0]
            file = self.rng.choice(self.families[name])
            if set(text) <= self.characters(file):
                return file
        return None

    def characters(self, file):
        if file not in self.cache:
            try:
                with TTFont(file, lazy=True) as font:
                    scalable = 'glyf' in font or 'CFF ' in font
                    known = set(map(chr, font.getBestCmap() or {})) if scalable else set()
            except Exception:  # noqa: BLE001 - whatever is wrong with a font file, it is not used
                known = set()
            self.cache[file] = known | {' '} if known else set()
        return self.cache[file]


class Renderer:
    def __init__(self, fonts_folder, words_folder, seed, receipts=False):
        self.rng = random.Random(seed)
        self.noise = np.random.default_rng(seed)
        self.receipts = receipts
        self.fonts = Fonts(fonts_folder, self.rng, TILL_FAMILIES if receipts else FAMILIES)
        self.source = (ReceiptText if receipts else TextSource)(words_folder, seed)

    def line(self):
        """Pixels (48 x width x 3 bytes, RGB), width with ink, text, language."""
        while True:
            text, language = self.source.line()
            file = self.fonts.pick(text)
            try:
                drawn = file and self.draw(text, file)
            except OSError:
                # Fonts of bitmaps have some sizes only.
                continue
            if drawn is None:
                continue
            crop = self.spoil_and_cut(*drawn, clean=self.rng.random() < (0.2 if self.receipts else 0.4))
            if crop is not None and len(text) <= crop.shape[1] // STEP:
                width = -(-crop.shape[1] // STEP) * STEP
                padded = np.full((HEIGHT, width, 3), 128, np.uint8)
                padded[:, : crop.shape[1]] = crop
                return padded, crop.shape[1], text, language

    def draw(self, text, file):
        """Ink, 0..1, on a canvas with a margin, and the ink's bounds."""
        rng = self.rng
        # Printers of tills have letters of few dots, which they make two or three times as wide or high.
        of_dots = self.receipts and rng.random() < 0.45
        size = round(rng.uniform(9, 17) if of_dots else rng.choice([rng.uniform(9, 16), rng.uniform(14, 26), rng.uniform(22, 44)]))
        font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
        pieces, x = self.place(text, font, size)
        if x <= 0 or x > 3000:
            return None
        image = Image.new('L', (int(x) + 2 * MARGIN, 2 * size + 2 * MARGIN))
        canvas = ImageDraw.Draw(image)
        if of_dots or rng.random() < 0.06:
            canvas.fontmode = '1'
        for left, piece in pieces:
            canvas.text((MARGIN + left, MARGIN), piece, 255, font)
        bounds = image.getbbox()
        if bounds is None:
            return None
        if rng.random() < 0.35:
            self.draw_neighbours(canvas, font, bounds)
        ink = np.asarray(image, np.float32) / 255
        if of_dots:
            across, down = rng.choice([(2, 2), (2, 2), (2, 3), (3, 3), (2, 4), (3, 2), (1, 2)])
            ink = cv2.resize(ink, None, fx=across, fy=down, interpolation=cv2.INTER_NEAREST)
            bounds = (bounds[0] * across, bounds[1] * down, bounds[2] * across, bounds[3] * down)
            size *= down
        squeeze = rng.choice([1, 1, rng.uniform(0.6, 1), rng.uniform(0.85, 1.2), rng.uniform(0.7, 0.9)])
        if bounds[3] - bounds[1] < 0.35 * size:
            # Lines of full stops and dashes only: the detector's box would be as flat; give it a letter's height.
            bounds = (bounds[0], bounds[1] - size // 3, bounds[2], bounds[3] + size // 4)
        if squeeze != 1:
            ink = cv2.resize(ink, None, fx=squeeze, fy=1, interpolation=cv2.INTER_AREA)
            bounds = (bounds[0] * squeeze, bounds[1], bounds[2] * squeeze, bounds[3])
        return ink, bounds

    def place(self, text, font, size):
        """The pieces of text and where they start; mostly one, more where spaces or letters stand further apart."""
        rng = self.rng
        pick = rng.random()
        if pick < 0.5:
            return [(0, text)], font.getlength(text)
        pieces, x = [], 0.0
        space = font.getlength(' ') * rng.choice([rng.uniform(0.6, 1), rng.uniform(1, 2), rng.uniform(2, 4)])
        apart = rng.choice([rng.uniform(-0.05, 0.05), rng.uniform(0, 0.25)]) * size if pick < 0.75 else None
        for word in text.split(' '):
            if apart is None:
                pieces.append((x, word))
                x += font.getlength(word)
            else:
                for character in word:
                    pieces.append((x, character))
                    x += font.getlength(character) + apart
            # A space has to look wider than the gaps between the letters.
            x += max(space, (apart or 0) * 2.2 + 0.2 * size)
        return pieces, x - space

    def draw_neighbours(self, canvas, font, bounds):
        rng = self.rng
        height = bounds[3] - bounds[1]
        for side in (-1, 1):
            if rng.random() < 0.7:
                distance = height * rng.uniform(1.15, 1.6)
                text = self.source.words_line('en')
                canvas.text((MARGIN + rng.uniform(-30, 60), MARGIN + side * distance), text, 255, font)
        if rng.random() < 0.15:
            y = bounds[3] + rng.uniform(0.1, 0.3) * height
            canvas.line((0, y, canvas.im.size[0], y), 255, rng.choice([1, 1, 2]))

    def spoil_and_cut(self, ink, bounds, clean):
        rng = self.rng
        if not clean:
            ink = self.print_badly(ink)
        left, top, right, bottom = bounds
        height = bottom - top
        # The detector's boxes leave about a quarter of the text's height above and below, less beside.
        above, below = (rng.uniform(0.06, 0.3) * height for _ in range(2))
        before, behind = (rng.uniform(0.0, 0.35) * height for _ in range(2))
        angle = rng.gauss(0, 0.006) if rng.random() < 0.5 else 0
        rise = angle * (right - left) / 2
        if abs(rise) > 0.2 * height:
            rise = np.sign(rise) * 0.2 * height
        page = self.scan(ink) if clean else self.photograph(ink, height)
        corners = np.float32([
            [left - before, top - above - rise],
            [right + behind, top - above + rise],
            [left - before, bottom + below - rise],
        ])
        tall = height + above + below
        width = int(np.ceil((right - left + before + behind) * HEIGHT / tall))
        if width < 8 or width > 1400:
            return None
        target = np.float32([[0, 0], [width, 0], [0, HEIGHT]])
        if tall / HEIGHT > 1.6:
            page = cv2.blur(page, (2, 2))
        matrix = cv2.getAffineTransform(corners, target)
        return cv2.warpAffine(page, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    def print_badly(self, ink):
        rng, noise = self.rng, self.noise
        pick = rng.random()
        if pick < 0.12 and ink.shape[0] > 110:
            ink = cv2.dilate(ink, np.ones((rng.choice([1, 2]), 2), np.uint8))
        elif pick < 0.2 and ink.shape[0] > 110:
            ink = cv2.erode(ink, np.ones((2, rng.choice([1, 2])), np.uint8))
        elif pick < 0.32:
            # Heads of thermal and matrix printers leave out rows or columns.
            period, depth = rng.choice([2, 3, 4]), rng.uniform(0.2, 0.7)
            ink = ink.copy()
            if rng.random() < 0.5:
                ink[::period] *= 1 - depth
            else:
                ink[:, ::period] *= 1 - depth
        elif pick < 0.42 and ink.shape[0] > 105:
            patches = cv2.resize(noise.random((ink.shape[0] // 6 + 2, ink.shape[1] // 6 + 2), np.float32), ink.shape[::-1])
            ink = ink * np.clip(patches * 2.2 + rng.uniform(-0.1, 0.6), 0.15, 1)
        if rng.random() < 0.15:
            ink = ink * (noise.random(ink.shape, np.float32) > rng.uniform(0.02, 0.2))
        return ink

    def scan(self, ink):
        """Bytes of a page as a good scanner or a PDF gives them, RGB."""
        rng = self.rng
        paper, contrast = rng.choice([(255, 1.0), (rng.uniform(225, 255), rng.uniform(0.7, 1))])
        page = np.repeat((paper * (1 - ink * contrast))[..., None], 3, 2)
        if rng.random() < 0.1:
            page = 255 - page
        if rng.random() < 0.3:
            page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.2, 0.6))
        return np.clip(page, 0, 255).astype(np.uint8)

    def photograph(self, ink, height):
        """Bytes of the page, RGB; what is spoilt depends on the height of the text, which has to stay legible."""
        rng, noise = self.rng, self.noise
        paper = rng.choice([rng.uniform(235, 255), rng.uniform(200, 250), rng.uniform(240 if self.receipts else 130, 230)])
        contrast = rng.choice([rng.uniform(0.7, 1), rng.uniform(0.4, 0.9), rng.uniform(0.2 if self.receipts else 0.3, 0.6)])
        tinted = rng.random() < 0.3
        tint = np.float32([rng.uniform(0.85, 1) if tinted else 1 for _ in range(3)])
        coloured = rng.random() < 0.15
        colour = np.float32([rng.uniform(0, 0.7) if coloured else 0 for _ in range(3)])
        light = np.float32(paper)
        if rng.random() < 0.3:
            slope = np.linspace(1, rng.uniform(0.55, 1), ink.shape[1], dtype=np.float32)
            light = light * (slope if rng.random() < 0.5 else slope[::-1])[None]
        page = light * np.ones_like(ink)
        page = page[..., None] * tint * (1 - ink[..., None] * contrast * (1 - colour * 0.8))
        if rng.random() < (0.01 if self.receipts else 0.05):
            page = 255 - page
        if rng.random() < 0.35:
            factor = max(rng.uniform(0.45, 0.9), min(1, 10 / height))
            small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
            page = cv2.resize(small, ink.shape[::-1], interpolation=rng.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
        if rng.random() < 0.45:
            page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, max(0.5, min(1.5, 0.05 * height))))
        elif rng.random() < 0.1 and height > 14:
            kernel = np.ones((1, rng.choice([2, 3])), np.float32)
            page = cv2.filter2D(page, -1, kernel / kernel.sum())
        if rng.random() < 0.4:
            page = page + noise.normal(0, rng.uniform(2, 6 + 10 * contrast), ink.shape).astype(np.float32)[..., None]
        page = np.clip(page, 0, 255).astype(np.uint8)
        if rng.random() < 0.6:
            _, coded = cv2.imencode('.jpg', page, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 92)])
            page = cv2.imdecode(coded, cv2.IMREAD_COLOR)
        return page


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('lines', type=int)
    options.add_argument('out')
    options.add_argument('--fonts', default='/usr/share/fonts')
    options.add_argument('--words', default='/usr/share/dict')
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--receipts', action='store_true', help='lines as tills print them')
    given = options.parse_args()
    renderer = Renderer(given.fonts, given.words, given.seed, given.receipts)
    with open(f'{given.out}.bin', 'wb') as pixels, open(f'{given.out}.jsonl', 'w', encoding='utf8') as index:
        for _ in range(given.lines):
            line, inked, text, language = renderer.line()
            pixels.write(line.tobytes())
            entry = {'document': language, 'width': line.shape[1], 'inked': inked, 'text': text}
            index.write(json.dumps(entry, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main()
