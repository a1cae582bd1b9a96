"""The small student in PyTorch, functional: the same layers as src/neural/networks/student, weights by the same names.

Images are [B, C, H, W], flows [B, 2, h, w] with x and y in -1...1 and align_corners=False.
"""

import torch
import torch.nn.functional as F

SLOPE = 0.1
COMPARED_COLUMNS = 8


def student(weights, config, person, garment, garment_mask):
    """Returns the try-on picture, the warped mask and the flows of all levels, coarsest first."""
    weights = Weights(weights)
    height, width = person.shape[2:]
    flows = estimate_flow(
        weights.at("flow"),
        encode(weights.at("person"), person, config),
        encode(weights.at("garment"), torch.cat([garment, garment_mask], 1), config),
        config,
    )
    flow = flows[-1]
    full = enlarge(flow, (height, width))
    warped_garment = warp(garment, full, "zeros")
    warped_mask = warp(garment_mask, full, "zeros")
    worn = F.avg_pool2d(torch.cat([garment, garment_mask], 1), 2)
    half = warp(worn, enlarge(flow, (height // 2, width // 2)), "zeros")
    raw = generate(weights.at("generator"), torch.cat([space_to_depth(person), half], 1), config)
    paint, share, preservation = raw.split([3, 1, 1], 1)
    rendered = torch.lerp(torch.tanh(paint), person, torch.sigmoid(preservation))
    try_on = torch.lerp(rendered, warped_garment, torch.sigmoid(share) * warped_mask)
    return try_on, warped_mask, flows


class Weights:
    """Weights by name; `at` goes into a folder of names."""

    def __init__(self, tensors, prefix=""):
        self.tensors, self.prefix = tensors, prefix

    def at(self, name):
        return Weights(self.tensors, f"{self.prefix}{name}.")

    def convolve(self, x, stride=1):
        weight = self.tensors[self.prefix + "weight"]
        return F.conv2d(x, weight, self.tensors[self.prefix + "bias"], stride, weight.shape[2] // 2)


def activate(x):
    return F.leaky_relu(x, SLOPE, inplace=True)


def residual_block(weights, x):
    hidden = activate(weights.at("first").convolve(x))
    return activate(x + weights.at("second").convolve(hidden))


def down_block(weights, x):
    return residual_block(weights.at("residual"), activate(weights.at("down").convolve(x, 2)))


def encode(weights, image, config):
    """A feature pyramid, finest level first."""
    stages = [activate(weights.at("stem").convolve(image, 2))]
    for i in range(1, len(config["encoder"])):
        stages.append(down_block(weights.at(f"stage{i}"), stages[-1]))
    levels = []
    for i in range(len(stages) - 1, 0, -1):
        lateral = weights.at(f"lateral{i}").convolve(stages[i])
        levels.insert(0, lateral + F.interpolate(levels[0], scale_factor=2) if levels else lateral)
    return levels


def estimate_flow(weights, person, garment, config):
    flows = []
    shift = None
    for level in range(len(person) - 1, -1, -1):
        condition, features = person[level], garment[level]
        here = weights.at(f"level{level}")
        size = condition.shape[2:]
        identity = identity_flow(*size)
        start = None if shift is None else enlarge(shift, size)
        guided = features if start is None else warp(features, (start + identity).detach())
        likeness = correlation(guided, condition, config["comparedRows"][level], COMPARED_COLUMNS)
        first = head(here.at("correlation"), activate(likeness), config)
        moved = move_further(start, first, identity)
        both = torch.cat([warp(features, moved + identity), condition], 1)
        shift = move_further(moved, head(here.at("refinement"), both, config), identity)
        flows.append(shift + identity)
    return flows


class Correlation(torch.autograd.Function):
    """Mean over channels of a(y, x) b(y + dy, x + dx), dy outer, zero outside; n displacements are 1 - n/2 ... n/2.

    Of the forms tried (products with autograd, products of rows by bmm, unfold, channels last) the fastest.
    """

    @staticmethod
    def forward(context, a, b, rows, columns):
        context.channels, height, width = a.shape[1:]
        context.windows = [
            (slice(None), slice(None), slice(down, down + height), slice(across, across + width))
            for down in range(rows)
            for across in range(columns)
        ]
        context.sides = (columns // 2 - 1, columns // 2, rows // 2 - 1, rows // 2)
        padded = F.pad(b, context.sides)
        context.save_for_backward(a, padded)
        return torch.stack([(a * padded[window]).sum(1) for window in context.windows], 1) / context.channels

    @staticmethod
    def backward(context, gradient):
        a, padded = context.saved_tensors
        gradient = gradient / context.channels
        for_a, for_b = torch.zeros_like(a), torch.zeros_like(padded)
        for i, window in enumerate(context.windows):
            one = gradient[:, i : i + 1]
            for_a.addcmul_(one, padded[window])
            for_b[window].addcmul_(one, a)
        return for_a, F.pad(for_b, [-side for side in context.sides]), None, None


correlation = Correlation.apply


def head(weights, x, config):
    for i in range(len(config["heads"])):
        x = activate(weights.at(f"hidden{i}").convolve(x))
    return weights.at("offset").convolve(x)


def identity_flow(height, width):
    across = (2 * torch.arange(width) + 1) / width - 1
    down = (2 * torch.arange(height) + 1) / height - 1
    return torch.stack([across.expand(height, width), down[:, None].expand(height, width)])[None]


def move_further(shift, offset, identity):
    height, width = offset.shape[2:]
    further = offset * torch.tensor([2 / width, 2 / height]).reshape(1, 2, 1, 1)
    return further if shift is None else further + warp(shift, further + identity)


def warp(image, flow, padding="border"):
    return F.grid_sample(image, flow.permute(0, 2, 3, 1), "bilinear", padding, align_corners=False)


def enlarge(flow, size):
    return F.interpolate(flow, size, mode="bilinear", align_corners=False)


def generate(weights, image, config):
    """A U-Net of half of the size and below; its last convolution holds four pixels of each output channel."""
    skips = [activate(weights.at("stem").convolve(image))]
    for i in range(1, len(config["generator"])):
        skips.append(down_block(weights.at(f"down{i}"), skips[-1]))
    x = skips.pop()
    for i in range(len(skips) - 1, -1, -1):
        here = weights.at(f"up{i}")
        narrow = F.interpolate(here.at("narrow").convolve(x), scale_factor=2)
        x = activate(here.at("mix").convolve(narrow + skips[i]))
        x = x if i == 0 else residual_block(here.at("residual"), x)
    return depth_to_space(weights.at("output").convolve(x))


def space_to_depth(x):
    """As ONNX orders it: the position in the block comes before the channel."""
    batch, channels, height, width = x.shape
    blocks = x.reshape(batch, channels, height // 2, 2, width // 2, 2)
    return blocks.permute(0, 3, 5, 1, 2, 4).reshape(batch, channels * 4, height // 2, width // 2)


def depth_to_space(x):
    """The inverse of `space_to_depth`."""
    batch, channels, height, width = x.shape
    blocks = x.reshape(batch, 2, 2, channels // 4, height, width)
    return blocks.permute(0, 3, 4, 1, 5, 2).reshape(batch, channels // 4, height * 2, width * 2)
