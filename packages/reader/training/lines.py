"""Lines for training: their pixels or features on disk, their texts, and batches of one width."""

import json
from pathlib import Path

import numpy as np
import torch

from alphabet import encode
from network import HEIGHT, STEP, Backbone


class Lines:
    """What cut-lines.mjs or render.py wrote. Texts of cut lines are in capitals whatever the picture shows."""

    def __init__(self, name, cut, most=None):
        with open(f'{name}.jsonl', encoding='utf8') as file:
            self.entries = [json.loads(line) for line in file][:most]
        self.cut = cut
        self.pixels = np.memmap(f'{name}.bin', np.uint8, 'r')
        widths = np.array([entry['width'] for entry in self.entries])
        self.steps = widths // STEP
        self.offsets = np.concatenate([[0], np.cumsum(widths)])
        self.name = name

    def image(self, at):
        """3 x 48 x width, -1..1, blue first, as the network takes it."""
        rows = self.pixels[self.offsets[at] * HEIGHT * 3 : self.offsets[at + 1] * HEIGHT * 3].reshape(HEIGHT, -1, 3)
        image = rows[:, :, ::-1].astype(np.float32) / 127.5 - 1
        image[:, self.entries[at]['inked'] :] = 0
        return np.ascontiguousarray(image.transpose(2, 0, 1))

    def features(self, at):
        """What the backbone's first blocks make of a line, of those that were stored: channels x height x width."""
        channels, height, width = Backbone.shape_of_first(self.blocks, self.entries[at]['width'])
        first = self.offsets[at] * channels * height * width // self.entries[at]['width']
        halves = self.stored[first : first + channels * height * width].astype(np.uint32) << 16
        return halves.view(np.float32).reshape(height, width, channels).transpose(2, 0, 1)

    def store_features(self, backbone, blocks):
        """Writes NAME.BLOCKS.f16 unless it is there: of each place of each line the upper halves of its channels' floats."""
        path = Path(f'{self.name}.{blocks}.f16')
        channels, height, width = Backbone.shape_of_first(blocks, int(self.offsets[-1]))
        if not path.exists() or path.stat().st_size < channels * height * width * 2:
            with path.open('wb') as file, torch.no_grad():
                for at in range(len(self.entries)):
                    features = backbone.first(torch.from_numpy(self.image(at))[None], blocks)[0].permute(1, 2, 0)
                    halves = (features.contiguous().numpy().view(np.uint32) + 0x8000) >> 16
                    file.write(halves.astype(np.uint16).tobytes())
        self.blocks, self.stored = blocks, np.memmap(path, np.uint16, 'r')


def batches(sources, chosen, steps_a_batch, random):
    """Lists of (source, index), each of one kind and one number of steps, in random order."""
    groups = {}
    for source, at in chosen:
        groups.setdefault((source, sources[source].steps[at]), []).append((source, at))
    made = []
    for (_, steps), members in sorted(groups.items()):
        random.shuffle(members)
        size = max(1, steps_a_batch // int(steps))
        made += [members[i : i + size] for i in range(0, len(members), size)]
    random.shuffle(made)
    return made


def targets(texts):
    """Classes of all texts in a row, and how many each has."""
    encoded = [encode(text) for text in texts]
    return torch.tensor([c for classes in encoded for c in classes]), torch.tensor([len(classes) for classes in encoded])


def edits(a, b):
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        before, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            before, row[j + 1] = row[j + 1], min(row[j + 1] + 1, row[j] + 1, before + (x != y))
    return row[-1]
