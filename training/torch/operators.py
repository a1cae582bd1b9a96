"""ONNX operators in PyTorch: every one that Tryflow's graph builder writes (src/neural/graph/operators), opset 17.

OPERATORS maps an operator's name to a function that takes a Node and answers the function to run; what is constant
(shapes, axes, widths) is read once. Gradients are autograd's and follow Tryflow's rules, also at kinks (0 at and beyond
the ends of Clip); only ties in MaxPool differ, of which PyTorch picks the first and Tryflow shares the gradient.
"""

import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

# TensorProto.DataType
TYPES = {
    1: torch.float32, 2: torch.uint8, 3: torch.int8, 6: torch.int32, 7: torch.int64, 9: torch.bool, 10: torch.float16,
}  # fmt: skip


class Node:
    """A node with its attributes and constant inputs as Python values."""

    def __init__(self, proto, initializers):
        self.type, self.name = proto.op_type, proto.name
        self.inputs, self.output = list(proto.input), proto.output[0]
        if proto.domain not in ("", "ai.onnx") or len(proto.output) != 1 or self.type not in OPERATORS:
            raise ValueError(f"The operator {proto.domain}{self.type} of {self.name} is not known here.")
        self._initializers = initializers
        self._unread = {one.name: onnx.helper.get_attribute_value(one) for one in proto.attribute}

    def attribute(self, name, default=None):
        value = self._unread.pop(name, default)
        return value.decode() if isinstance(value, bytes) else value

    def expect(self, **values):
        for name, value in values.items():
            found = self.attribute(name, value)
            if found != value:
                raise ValueError(f"{self.type} with {name} {found} is not supported, only {value}.")

    def is_constant(self, i):
        return self.inputs[i] in self._initializers

    def constant(self, i, default=None):
        """An input that must be stored in the file: a number or a list of numbers."""
        if i >= len(self.inputs) or not self.inputs[i]:
            return default
        if not self.is_constant(i):
            raise ValueError(f"Input {i} of {self.type} {self.name} must be a constant.")
        return numpy_helper.to_array(self._initializers[self.inputs[i]]).tolist()

    def build(self):
        run = OPERATORS[self.type](self)
        if self._unread:
            raise ValueError(f"{self.type} with {', '.join(self._unread)} is not supported.")
        return run


def simple(function):
    return lambda node: function


def cast(node):
    to = TYPES[node.attribute("to")]
    return lambda x: x.to(to)


def clip(node):
    least, most = node.constant(1, float("-inf")), node.constant(2, float("inf"))
    return lambda x, *_: F.hardtanh(x, least, most)


def concat(node):
    axis = node.attribute("axis")
    return lambda *parts: torch.cat(parts, axis)


def conv(node):
    stride, groups = node.attribute("strides", [1, 1]), node.attribute("group", 1)
    top, left, bottom, right = node.attribute("pads", [0, 0, 0, 0])
    node.expect(dilations=[1, 1], auto_pad="NOTSET")
    node.attribute("kernel_shape")
    if (top, left) == (bottom, right):
        return lambda x, weight, bias=None: F.conv2d(x, weight, bias, stride, (top, left), 1, groups)
    padding = (left, right, top, bottom)
    return lambda x, weight, bias=None: F.conv2d(F.pad(x, padding), weight, bias, stride, 0, 1, groups)


def conv_transpose(node):
    stride, groups = node.attribute("strides", [1, 1]), node.attribute("group", 1)
    top, left, bottom, right = node.attribute("pads", [0, 0, 0, 0])
    down, across = node.attribute("output_padding", [0, 0])
    node.expect(dilations=[1, 1], auto_pad="NOTSET")
    node.attribute("kernel_shape")
    crop = (-left, across - right, -top, down - bottom)

    def run(x, weight, bias=None):
        y = F.pad(F.conv_transpose2d(x, weight, None, stride, 0, 0, groups), crop)
        return y if bias is None else y + bias.reshape(1, -1, 1, 1)

    return run


def batch_normalization(node):
    epsilon = node.attribute("epsilon", 1e-5)
    node.expect(training_mode=0)
    node.attribute("momentum")
    return lambda x, scale, bias, mean, variance: F.batch_norm(x, mean, variance, scale, bias, False, 0, epsilon)


def depth_to_space(node):
    block = node.attribute("blocksize")
    node.expect(mode="DCR")

    def run(x):
        b, c, h, w = x.shape
        apart = x.reshape(b, block, block, c // block**2, h, w)
        return apart.permute(0, 3, 4, 1, 5, 2).reshape(b, c // block**2, h * block, w * block)

    return run


def space_to_depth(node):
    block = node.attribute("blocksize")

    def run(x):
        b, c, h, w = x.shape
        apart = x.reshape(b, c, h // block, block, w // block, block)
        return apart.permute(0, 3, 5, 1, 2, 4).reshape(b, c * block**2, h // block, w // block)

    return run


def expand(node):
    shape = node.constant(1)
    return lambda x, *_: x.expand(torch.broadcast_shapes(x.shape, shape))


def gather(node):
    node.expect(axis=0)
    return lambda x, index: torch.index_select(x, 0, index.reshape(-1)).reshape(*index.shape, *x.shape[1:])


def scatter_nd(node):
    if node.attribute("reduction") != "add":
        raise ValueError("ScatterND is supported with reduction add only.")

    def run(table, index, rows):
        if index.dim() != 2 or index.shape[1] != 1:
            raise ValueError("ScatterND is supported with whole rows only.")
        return table.index_add(0, index[:, 0], rows)

    return run


def grid_sample(node):
    padding, align = node.attribute("padding_mode", "zeros"), bool(node.attribute("align_corners", 0))
    node.expect(mode="bilinear")
    return lambda x, grid: F.grid_sample(x, grid, "bilinear", padding, align)


def identity(node):
    """Tryflow marks by its name where no gradient flows."""
    return torch.Tensor.detach if node.name.startswith("stop_gradient.") else lambda x: x


def leaky_relu(node):
    slope = node.attribute("alpha", 0.01)
    return lambda x: F.leaky_relu(x, slope)


def pool(function, **options):
    def build(node):
        kernel, stride = node.attribute("kernel_shape"), node.attribute("strides", [1, 1])
        top, left, bottom, right = node.attribute("pads", [0, 0, 0, 0])
        node.expect(count_include_pad=0, ceil_mode=0, dilations=[1, 1], auto_pad="NOTSET")
        if (top, left) != (bottom, right):
            raise ValueError(f"{node.type} with borders of different widths is not supported.")
        return lambda x: function(x, kernel, stride, (top, left), **options)

    return build


def pad(node):
    widths, value = node.constant(1), node.constant(2, 0)
    node.expect(mode="constant")
    rank = len(widths) // 2
    pairs = [width for axis in reversed(range(rank)) for width in (widths[axis], widths[axis + rank])]
    return lambda x, *_: F.pad(x, pairs, value=value)


def power(node):
    exponent = node.constant(1) if node.is_constant(1) else None
    return lambda x, y: torch.pow(x, exponent if isinstance(exponent, float) else y)


def reduction(function):
    def build(node):
        axes = node.attribute("axes") or node.constant(1)
        keep = bool(node.attribute("keepdims", 1))
        node.expect(noop_with_empty_axes=0)
        return lambda x, *_: function(x, tuple(axes or range(x.dim())), keepdim=keep)

    return build


def reshape(node):
    shape = node.constant(1)
    if not node.attribute("allowzero", 0) and 0 in shape:
        raise ValueError("Reshape is supported with allowzero only.")
    return lambda x, *_: x.reshape(shape)


def resize(node):
    scales = node.constant(2)
    mode = (node.attribute("mode", "nearest"), node.attribute("coordinate_transformation_mode", "half_pixel"))
    node.attribute("nearest_mode")
    modes = {("nearest", "asymmetric"): {"mode": "nearest"}, ("linear", "half_pixel"): {"mode": "bilinear"}}
    if mode not in modes or len(scales) != 4 or scales[:2] != [1, 1]:
        raise ValueError(f"Resize {mode} by {scales} is not supported.")

    def run(x, *_):
        size = [round(side * scale) for side, scale in zip(x.shape[2:], scales[2:])]
        return F.interpolate(x, size=size, **modes[mode])

    return run


def slices(node):
    starts, ends = node.constant(1), node.constant(2)
    axes = node.constant(3, list(range(len(starts))))
    ranges = list(zip(axes, starts, ends, node.constant(4, [1] * len(starts))))

    def run(x, *_):
        parts = [slice(None)] * x.dim()
        for axis, start, end, step in ranges:
            size = x.shape[axis]
            places = range(*slice(start, end, step).indices(size))
            if step < 0:
                x = x.flip(axis)
                places = range(size - 1 - places[0], size - places[-1], -step)
            parts[axis] = slice(places[0], places[-1] + 1, abs(step))
        return x[tuple(parts)]

    return run


def softmax(node):
    axis = node.attribute("axis", -1)
    return lambda x: torch.softmax(x, axis)


def transpose(node):
    order = node.attribute("perm")
    return lambda x: x.permute(order)


OPERATORS = {
    "Abs": simple(torch.abs), "Add": simple(torch.add), "AveragePool": pool(F.avg_pool2d, count_include_pad=False),
    "BatchNormalization": batch_normalization, "Cast": cast, "Clip": clip, "Concat": concat, "Conv": conv,
    "ConvTranspose": conv_transpose, "DepthToSpace": depth_to_space, "Div": simple(torch.div),
    "Equal": simple(torch.eq), "Exp": simple(torch.exp), "Expand": expand, "Floor": simple(torch.floor),
    "Gather": gather, "Greater": simple(torch.gt), "GridSample": grid_sample, "Identity": identity,
    "LeakyRelu": leaky_relu, "Less": simple(torch.lt), "Log": simple(torch.log), "MatMul": simple(torch.matmul),
    "Max": simple(torch.maximum), "MaxPool": pool(F.max_pool2d), "Min": simple(torch.minimum),
    "Mul": simple(torch.mul), "Neg": simple(torch.neg), "Pad": pad, "Pow": power, "ReduceMax": reduction(torch.amax),
    "ReduceMean": reduction(torch.mean), "ReduceSum": reduction(torch.sum), "Relu": simple(torch.relu),
    "Reshape": reshape, "Resize": resize, "ScatterND": scatter_nd, "Sigmoid": simple(torch.sigmoid),
    "Sign": simple(torch.sign), "Slice": slices, "Softmax": softmax, "Softplus": simple(F.softplus),
    "SpaceToDepth": space_to_depth, "Sqrt": simple(torch.sqrt), "Sub": simple(torch.sub),
    "Tanh": simple(torch.tanh), "Transpose": transpose, "Where": simple(torch.where),
}  # fmt: skip
