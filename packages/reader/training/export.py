"""Writes a trained recogniser as the reader takes it, the mean of several if they are given.

Usage: export.py WEIGHTS... FOLDER
"""

import sys
from pathlib import Path

import onnx
import torch
from torch import nn

from alphabet import CHARACTERS
from network import HEIGHT, Recogniser

OPSET = 14


def main():
    states, folder = [torch.load(weights) for weights in sys.argv[1:-1]], Path(sys.argv[-1])
    state = {name: sum(each[name] for each in states) / len(states) for name in states[0]}
    model = Recogniser(len(CHARACTERS), parts=len(state['head.bias']) // len(CHARACTERS))
    model.load_state_dict(state)
    with_softmax = nn.Sequential(model, nn.Softmax(2)).eval()
    file = folder / 'recogniser.onnx'
    torch.onnx.export(
        with_softmax,
        torch.zeros(1, 3, HEIGHT, 320),
        file,
        opset_version=OPSET,
        input_names=['lines'],
        output_names=['probabilities'],
        dynamic_axes={'lines': {0: 'lines', 3: 'width'}, 'probabilities': {0: 'lines', 1: 'steps'}},
    )
    graph = onnx.load(file)
    graph.doc_string = 'Text recogniser for Latin scripts; backbone and neck from PP-OCRv4 (Apache-2.0, PaddleOCR).'
    onnx.checker.check_model(graph)
    onnx.save(graph, file)
    (folder / 'recogniser.txt').write_text('\n'.join(CHARACTERS[1:]) + '\n', encoding='utf8')


if __name__ == '__main__':
    main()
