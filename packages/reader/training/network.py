"""The recogniser: the backbone and neck of PP-OCRv4's mobile text recogniser, with a head of our own.

PaddleOCR describes the parts: PP-LCNetV3 (pairs of depthwise and pointwise convolutions, each with learnt factors and
offsets around its activation) and SVTR (two small transformer layers between convolutions). The factors and offsets
are folded into the convolutions here as far as padding allows: most of the time on a CPU goes into such small steps.
"""

import math

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

# Widths are multiples of it: pixels that a step of the neck stands for.
STEP = 8
# Outputs of the head for each of them: narrow letters stand closer than eight pixels.
PARTS = 2
HEIGHT = 48
FEATURES = 480
NECK = 120

# Of each pair: channels in, channels out, kernel, stride down and across, squeeze and excitation.
BLOCKS = [
    (16, 32, 3, (1, 1), False),
    (32, 64, 3, (1, 1), False),
    (64, 64, 3, (1, 1), False),
    (64, 128, 3, (2, 1), False),
    (128, 128, 3, (1, 1), False),
    (128, 240, 3, (1, 2), False),
    (240, 240, 5, (1, 1), False),
    (240, 240, 5, (1, 1), False),
    (240, 240, 5, (1, 1), False),
    (240, 240, 5, (1, 1), False),
    (240, 480, 5, (2, 1), True),
    (480, 480, 5, (1, 1), True),
    (480, 480, 5, (2, 1), False),
    (480, 480, 5, (1, 1), False),
]


class Excite(nn.Module):
    """Weighs the channels by what all of the line shows."""

    def __init__(self, channels):
        super().__init__()
        self.squeeze = nn.Conv2d(channels, channels // 4, 1)
        self.excite = nn.Conv2d(channels // 4, channels, 1)
        self.offset = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        x = x + self.offset
        pooled = x.mean((2, 3), keepdim=True)
        return x * F.hardsigmoid(self.excite(F.relu(self.squeeze(pooled))))


class Block(nn.Module):
    def __init__(self, into, out, kernel, stride, excited):
        super().__init__()
        self.depthwise = nn.Conv2d(into, into, kernel, stride, kernel // 2, groups=into)
        self.excite = Excite(into) if excited else None
        self.pointwise = nn.Conv2d(into, out, 1)
        # Cannot be folded into the depthwise convolution: zero has to stay zero at the padding.
        self.offset = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        x = F.hardswish(self.depthwise(x + self.offset))
        if self.excite is not None:
            x = self.excite(x)
        return F.hardswish(self.pointwise(x))


class Backbone(nn.Module):
    """Lines of 3 x 48 x width to features of 480 x 1 x width / 8."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 3, 2, 1)
        self.blocks = nn.ModuleList(Block(*shape) for shape in BLOCKS)
        self.factor = nn.Parameter(torch.ones(1))
        self.offset = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return self.rest(self.first(x, len(self.blocks)), len(self.blocks))

    def first(self, x, count):
        """What so many blocks make of lines; with all of them, of the pooling behind them, too."""
        x = self.stem(x)
        for block in self.blocks[:count]:
            x = block(x)
        return self.pool(x) if count == len(self.blocks) else x

    def rest(self, x, count):
        """What follows on `first`."""
        for block in self.blocks[count:]:
            x = block(x)
        return x if count == len(self.blocks) else self.pool(x)

    def pool(self, x):
        return F.avg_pool2d(x, (3, 2), (3, 2)) * self.factor + self.offset

    @staticmethod
    def shape_of_first(count, width):
        """Channels, height and width of what `first` returns."""
        if count == len(BLOCKS):
            return FEATURES, 1, width // STEP
        down = 2 * math.prod(stride[0] for *_, stride, _ in BLOCKS[:count])
        across = 2 * math.prod(stride[1] for *_, stride, _ in BLOCKS[:count])
        return BLOCKS[count][0], HEIGHT // down, width // across


class Attention(nn.Module):
    HEADS = 8

    def __init__(self):
        super().__init__()
        self.mixed = nn.Linear(NECK, 3 * NECK)
        self.out = nn.Linear(NECK, NECK)

    def forward(self, x):
        batch, steps, _ = x.shape
        q, k, v = self.mixed(x).view(batch, steps, 3, self.HEADS, NECK // self.HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q * (NECK // self.HEADS) ** -0.5 @ k.transpose(2, 3)).softmax(3)
        return self.out((weights @ v).transpose(1, 2).reshape(batch, steps, NECK))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm_in = nn.LayerNorm(NECK)
        self.attention = Attention()
        self.norm_out = nn.LayerNorm(NECK)
        self.wide = nn.Linear(NECK, 2 * NECK)
        self.narrow = nn.Linear(2 * NECK, NECK)

    def forward(self, x):
        x = x + self.attention(self.norm_in(x))
        return x + self.narrow(F.silu(self.wide(self.norm_out(x))))


class Neck(nn.Module):
    """Features of 480 x 1 x steps to steps x 120."""

    def __init__(self):
        super().__init__()
        self.reduce = nn.Conv2d(FEATURES, NECK // 2, (1, 3), padding=(0, 1))
        self.enter = nn.Conv2d(NECK // 2, NECK, 1)
        self.layers = nn.ModuleList([Layer(), Layer()])
        self.norm = nn.LayerNorm(NECK, eps=1e-6)
        self.leave = nn.Conv2d(NECK, FEATURES, 1)
        self.merge = nn.Conv2d(2 * FEATURES, NECK // 2, (1, 3), padding=(0, 1))
        self.finish = nn.Conv2d(NECK // 2, NECK, 1)

    def forward(self, x):
        y = F.silu(self.enter(F.silu(self.reduce(x)))).squeeze(2).transpose(1, 2)
        for layer in self.layers:
            y = layer(y)
        y = F.silu(self.leave(self.norm(y).transpose(1, 2).unsqueeze(2)))
        y = F.silu(self.finish(F.silu(self.merge(torch.cat([x, y], 1)))))
        return y.squeeze(2).transpose(1, 2)


class Recogniser(nn.Module):
    """Lines of 3 x 48 x width, -1..1, blue first, to logits of steps x classes; there are width / 8 * parts steps."""

    def __init__(self, classes, parts=PARTS):
        super().__init__()
        self.backbone = Backbone()
        self.neck = Neck()
        self.head = nn.Linear(NECK, parts * classes)
        self.classes = classes

    def forward(self, x):
        return self.read(self.backbone(x))

    def read(self, features):
        return self.classify(self.neck(features))

    def classify(self, x):
        x = self.head(x)
        return x.reshape(x.shape[0], -1, self.classes)


def load_pp_ocr(path):
    """The recogniser with the weights and all 6625 classes of PP-OCRv4's ONNX file."""
    graph = onnx.load(path).graph
    reader = GraphReader(graph)
    model = Recogniser(6625, parts=1)
    with torch.no_grad():
        fill_backbone(model.backbone, reader)
        fill_neck(model.neck, reader)
        fill_linear(model.head, *reader.linear())
    reader.finish()
    return model.eval()


class GraphReader:
    """Hands out the graph's weights in the order in which its nodes use them."""

    def __init__(self, graph):
        self.constants = {n.output[0]: numpy_helper.to_array(n.attribute[0].t) for n in graph.node if n.op_type == 'Constant'}
        self.nodes = [n for n in graph.node if any(self.is_weight(i) for i in n.input)]
        self.at = 0

    def is_weight(self, name):
        return name in self.constants and not name.startswith(('p2o.', 'fill_constant'))

    def weights(self, kind):
        node = self.nodes[self.at]
        if node.op_type != kind:
            raise ValueError(f'{node.op_type} stands where {kind} was expected')
        self.at += 1
        return [torch.from_numpy(np.array(self.constants[i])) for i in node.input if self.is_weight(i)]

    def convolution(self):
        """Weight and offset, with the batch norm or the learnt factor behind it folded in."""
        weight, *offset = self.weights('Conv')
        offset = offset[0] if offset else torch.zeros(len(weight))
        if self.nodes[self.at].op_type == 'BatchNormalization':
            factor, shift, mean, variance = self.weights('BatchNormalization')
            factor = factor / (variance + 1e-5).sqrt()
            return weight * factor.view(-1, 1, 1, 1), (offset - mean) * factor + shift
        return weight, offset

    def affine(self):
        return self.weights('Mul')[0].item(), self.weights('Add')[0].item()

    def linear(self):
        return self.weights('MatMul')[0].T, self.weights('Add')[0]

    def norm(self):
        return self.weights('Mul')[0], self.weights('Add')[0]

    def finish(self):
        if self.at != len(self.nodes):
            raise ValueError(f'{len(self.nodes) - self.at} nodes were left over')


def fill_backbone(backbone, reader):
    fill_convolution(backbone.stem, *reader.convolution())
    factor, offset = 1.0, 0.0
    for block in backbone.blocks:
        block.offset.fill_(offset / factor)
        factor, offset = fill_activated(block.depthwise, reader, factor, 0.0)
        if block.excite is not None:
            factor, offset = fill_excite(block.excite, reader, factor, offset)
        factor, offset = fill_activated(block.pointwise, reader, factor, offset)
    backbone.factor.fill_(factor)
    backbone.offset.fill_(offset)


def fill_activated(convolution, reader, factor, offset):
    """Folds what came before (factor, offset) and the learnt affine behind; returns the affine behind the activation."""
    weight, shift = reader.convolution()
    scale, move = reader.affine()
    shift = shift + offset * weight.sum((1, 2, 3))
    fill_convolution(convolution, weight * factor * scale, shift * scale + move)
    return reader.affine()


def fill_excite(excite, reader, factor, offset):
    """The factor stays to be folded into what follows; the offset cannot be, as it is excited itself."""
    weight, shift = reader.convolution()
    fill_convolution(excite.squeeze, weight * factor, shift)
    fill_convolution(excite.excite, *reader.convolution())
    excite.offset.fill_(offset / factor)
    return factor, 0.0


def fill_neck(neck, reader):
    fill_convolution(neck.reduce, *reader.convolution())
    fill_convolution(neck.enter, *reader.convolution())
    for layer in neck.layers:
        fill_linear(layer.norm_in, *reader.norm())
        fill_linear(layer.attention.mixed, *reader.linear())
        fill_linear(layer.attention.out, *reader.linear())
        fill_linear(layer.norm_out, *reader.norm())
        fill_linear(layer.wide, *reader.linear())
        fill_linear(layer.narrow, *reader.linear())
    fill_linear(neck.norm, *reader.norm())
    fill_convolution(neck.leave, *reader.convolution())
    fill_convolution(neck.merge, *reader.convolution())
    fill_convolution(neck.finish, *reader.convolution())


def fill_convolution(convolution, weight, offset):
    convolution.weight.copy_(weight)
    convolution.bias.copy_(offset)


fill_linear = fill_convolution
