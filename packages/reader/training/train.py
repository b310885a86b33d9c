"""Trains the recogniser from the weights of PP-OCRv4's, or further from our own.

The first blocks of the backbone stay as they are (--from-block), as does all of it with --from-block 14: the rest learns
from cut lines of real receipts, whose transcripts do not tell upper from lower case, and from drawn ones, which do.
With --cached what the first blocks make of each line is computed once and kept beside the lines.
"""

import argparse
import math
import random
import time

import numpy as np
import torch
from torch.nn import functional as F
from torch.nn.utils import clip_grad_norm_

from alphabet import CHARACTERS, FOLDED, decode, encode, lookalike
from lines import Lines, batches, edits, targets
from network import PARTS, Recogniser, load_pp_ocr

# The head is new for many letters, the rest is trained well already.
HEAD_FACTOR = 5
WARM_UP = 300

LOWER = torch.tensor([index for index, folded in enumerate(FOLDED) if folded != index])
UPPER = torch.tensor([folded for index, folded in enumerate(FOLDED) if folded != index])


def start_from(pp_ocr, keys, parts):
    """Our network with PP-OCRv4's weights; letters that it does not know start from their look-alikes'."""
    old = load_pp_ocr(pp_ocr)
    with open(keys, encoding='utf8') as file:
        known = ['', *file.read().rstrip().split('\n'), ' ']
    at = {character: index for index, character in reversed(list(enumerate(known)))}
    model = Recogniser(len(CHARACTERS), parts)
    model.backbone, model.neck = old.backbone, old.neck
    with torch.no_grad():
        for index, character in enumerate(CHARACTERS):
            source = at.get(character, at.get(lookalike(character)) if character.strip() else None)
            for part in range(parts):
                row = part * len(CHARACTERS) + index
                model.head.weight[row] = old.head.weight[source]
                model.head.bias[row] = old.head.bias[source] - (0 if character in at else 3)
    return model


def fold_case(scores):
    """Log probabilities with each lower-case letter's added to its capital's."""
    merged = torch.logaddexp(scores[:, :, UPPER], scores[:, :, LOWER])
    return scores.index_copy(2, UPPER, merged).index_fill(2, LOWER, -1e4)


class Training:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        torch.manual_seed(options.seed)
        cut, held_out = [[Lines(name, cut=True) for name in names] for names in (options.cut, options.held_out)]
        self.sources = [*cut, *(Lines(name, False, options.drawn_first) for name in options.drawn), *held_out]
        self.apart = range(len(self.sources) - len(held_out), len(self.sources))
        self.model = start_from(options.pp_ocr, options.keys, options.parts)
        if options.start:
            self.model.load_state_dict(torch.load(options.start))
        backbone = self.model.backbone
        self.learning = [*backbone.blocks[options.from_block :], self.model.neck]
        if options.from_block < len(backbone.blocks):
            self.learning += [backbone.factor, backbone.offset]
        self.train, self.held_out = self.split()
        if options.cached:
            for source in self.sources:
                source.store_features(backbone, options.from_block)

    def split(self):
        """Every twentieth drawn line is held out, beside the cut ones that are given for that."""
        train, held_out = [], []
        for which, source in enumerate(self.sources):
            for at, entry in enumerate(source.entries):
                if encode(entry['text']) is None or source.steps[at] < 2:
                    continue
                apart = which in self.apart if source.cut else at % 20 == 0
                (held_out if apart else train).append((which, at))
        cut = [line for line in train if self.sources[line[0]].cut and self.is_labelled_well(line)]
        drawn = [line for line in train if not self.sources[line[0]].cut]
        return cut + drawn, held_out

    def is_labelled_well(self, line):
        """Whether there is room for the label in the picture."""
        return len(self.text(line)) <= self.options.parts * self.sources[line[0]].steps[line[1]]

    def text(self, line):
        return self.sources[line[0]].entries[line[1]]['text']

    def images(self, batch, spoil):
        images = np.stack([self.sources[which].image(at) for which, at in batch])
        return torch.from_numpy(vary(images, self.random) if spoil else images)

    def epoch_lines(self):
        """All lines to learn from, of those that were cut several times one of the cuts."""
        copies = self.options.copies
        if copies == 1:
            return self.train
        offset = [self.random.randrange(copies) for _ in range(len(self.train) // copies + 1)]
        return [
            (which, at)
            for which, at in self.train
            if not self.sources[which].cut or at % copies == offset[at // copies % len(offset)]
        ]

    def logits(self, batch, spoil=False, dropout=0.0):
        backbone, blocks = self.model.backbone, self.options.from_block
        if self.options.cached:
            first = torch.from_numpy(np.stack([self.sources[which].features(at) for which, at in batch]))
        else:
            with torch.no_grad():
                first = backbone.first(self.images(batch, spoil), blocks)
        features = F.dropout(backbone.rest(first, blocks), dropout)
        return self.model.classify(F.dropout(self.model.neck(features), dropout))

    def loss(self, batch):
        scores = self.logits(batch, not self.options.unvaried, self.options.dropout).log_softmax(2)
        if self.sources[batch[0][0]].cut:
            scores = fold_case(scores)
        classes, lengths = targets([self.text(line) for line in batch])
        steps = torch.full((len(batch),), scores.shape[1])
        sum_of_all = F.ctc_loss(scores.transpose(0, 1), classes, steps, lengths, zero_infinity=True, reduction='sum')
        return sum_of_all / lengths.sum()

    def run(self):
        options = self.options
        rest = [p for part in self.learning for p in (part.parameters() if hasattr(part, 'parameters') else [part])]
        groups = [{'params': rest}, {'params': list(self.model.head.parameters())}]
        optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01)
        print('start', self.measure(self.held_out), flush=True)
        step = 0
        for epoch in range(options.epochs):
            began, losses = time.process_time(), {True: [], False: []}
            epoch_batches = batches(self.sources, self.epoch_lines(), options.steps, self.random)
            for at, batch in enumerate(epoch_batches):
                step += 1
                done = (epoch + at / len(epoch_batches)) / options.epochs
                rate = options.rate * min(1, step / WARM_UP) * 0.5 * (1 + math.cos(math.pi * done))
                optimiser.param_groups[0]['lr'], optimiser.param_groups[1]['lr'] = rate, rate * HEAD_FACTOR
                loss = self.loss(batch)
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                clip_grad_norm_(rest, 5.0)
                optimiser.step()
                losses[self.sources[batch[0][0]].cut].append(loss.item())
                if step % 100 == 0:
                    recent = [round(float(np.mean(values[-100:])), 4) if values else None for values in losses.values()]
                    print(f'{100 * done:.0f} %, loss (cut, drawn) {recent}', flush=True)
            seen = self.sample_of_cut(1500)
            print(f'epoch {epoch}, {time.process_time() - began:.0f} CPU s, held out', self.measure(self.held_out))
            print('  of those trained on', self.measure(seen), flush=True)
            torch.save(self.model.state_dict(), options.out)

    def sample_of_cut(self, count):
        lines = [line for line in self.train if self.sources[line[0]].cut]
        return self.random.sample(lines, min(count, len(lines)))

    def measure(self, lines):
        """By kind of line: character error rate, share of lines that are right, and right but for spaces, in per cent."""
        sums = {}
        for batch in batches(self.sources, lines, 2 * self.options.steps, random.Random(0)):
            with torch.no_grad():
                read = self.logits(batch).argmax(2).tolist()
            for line, classes in zip(batch, read):
                source, true, text = self.sources[line[0]], self.text(line), ' '.join(decode(classes).split())
                if source.cut:
                    text = text.upper()
                for kind in ['cut'] if source.cut else ['drawn', source.entries[line[1]]['document']]:
                    counts = sums.setdefault(kind, np.zeros(5))
                    same_letters = text.replace(' ', '') == true.replace(' ', '')
                    counts += [edits(text, true), len(true), text == true, same_letters, 1]
        return {k: [round(100 * float(v), 2) for v in (e / n, s / c, l / c)] for k, (e, n, s, l, c) in sorted(sums.items())}


def vary(images, rng):
    """Makes a batch a little lighter, darker, fainter, or shifts it by some pixels, so that no line is seen twice the same."""
    if rng.random() < 0.5:
        images = np.clip(images * rng.uniform(0.7, 1.15) + rng.uniform(-0.15, 0.15), -1, 1)
    if rng.random() < 0.6:
        down, across = rng.randint(-2, 2), rng.randint(-2, 2)
        padded = np.pad(images, ((0, 0), (0, 0), (2, 2), (2, 2)), mode='edge')
        height, width = images.shape[2:]
        images = padded[:, :, 2 + down : 2 + down + height, 2 + across : 2 + across + width]
    if rng.random() < 0.2:
        images = images + np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(0.01, 0.08), images.shape)
    return np.ascontiguousarray(images, np.float32)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--pp-ocr', required=True, help="PP-OCRv4's recogniser, ch_PP-OCRv4_rec_infer.onnx")
    options.add_argument('--keys', required=True, help='its characters, ppocr_keys_v1.txt')
    options.add_argument('--cut', nargs='+', required=True, help='what cut-lines.mjs wrote, without the ending')
    options.add_argument('--held-out', nargs='*', default=[], help='the same of other documents, to measure on')
    options.add_argument('--drawn', nargs='+', required=True, help='what render.py wrote, without the ending')
    options.add_argument('--drawn-first', type=int, help='take only so many lines of each drawn file')
    options.add_argument('--parts', type=int, default=PARTS, help='outputs for each eight pixels')
    options.add_argument('--cached', action='store_true', help='compute only once what does not learn; implies --unvaried')
    options.add_argument('--unvaried', action='store_true', help='show each line as it is, every time')
    options.add_argument('--from-block', type=int, default=10, help='first block of the backbone that learns; 14: none')
    options.add_argument('--copies', type=int, default=1, help='how often each cut line stands in a row; an epoch takes one')
    options.add_argument('--dropout', type=float, default=0, help="part of the neck's inputs and outputs that is left out")
    options.add_argument('--steps', type=int, default=2000, help='of eight pixels that a batch has')
    options.add_argument('--epochs', type=int, default=4)
    options.add_argument('--rate', type=float, default=2e-4)
    options.add_argument('--start', help='weights to go on from')
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--threads', type=int, default=1)
    options.add_argument('--out', required=True)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    Training(given).run()


if __name__ == '__main__':
    main()
