"""Writes expected.json: what torchvision's networks compute for weights made by formula.

LPIPS is its paper's formula over torchvision's AlexNet and VGG-16.

Run by hand where PyTorch and torchvision are installed (Debian: python3-torch, python3-torchvision); the tests need
only its output. The FID variant of Inception-v3 is torchvision's with average pools that leave the border out and a
maximum in place of the average in the last block.
"""

import json
import math
import pathlib
import types

import torch
import torch.nn.functional as functional
import torchvision.models as models
from torchvision.models import inception

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
VALUES_A_TENSOR = 12


def set_formula_weights(network, keys):
    """The formula of formula-weights.ts, over these keys."""
    state = network.state_dict()
    for number, key in enumerate(sorted(keys)):
        tensor = state[key]
        wave = torch.sin(0.7 * (number + 1) + 0.37 * torch.arange(tensor.numel(), dtype=torch.float64))
        if tensor.dim() > 1:
            values = wave * math.sqrt(1.5 / tensor[0].numel())
        elif key.endswith("running_var"):
            values = 1 + 0.2 * wave
        elif key.endswith("running_mean"):
            values = 0.05 * wave
        elif key.endswith(".bias"):
            values = 0.02 * wave
        else:
            values = 1 + 0.1 * wave
        tensor.copy_(values.reshape(tensor.shape))


def picture(height, width):
    """The picture of expected-values.ts: waves of -1 ... 1."""
    at = torch.arange(3 * height * width, dtype=torch.float64)
    return torch.sin(0.013 * at + 0.5 * torch.sin(0.0007 * at)).reshape(1, 3, height, width).float()


def image_net(image):
    return ((image + 1) / 2 - MEAN) / DEVIATION


def summary(tensor):
    """Shape, mean magnitude and some values spread over the tensor."""
    flat = tensor.double().flatten()
    step = flat.numel() // VALUES_A_TENSOR
    return {
        "shape": list(tensor.shape),
        "meanMagnitude": flat.abs().mean().item(),
        "values": [round(value, 9) for value in flat[:: max(1, step)][:VALUES_A_TENSOR].tolist()],
    }


def vgg19():
    network = models.vgg19(weights=None).features.double().eval()
    wrapper = torch.nn.Module()
    wrapper.features = network
    keys = [key for key in wrapper.state_dict() if int(key.split(".")[1]) <= 28]
    set_formula_weights(wrapper, keys)
    x, taps = image_net(picture(32, 48)).double(), []
    for place, layer in enumerate(network[:30]):
        x = layer(x)
        if place in (1, 6, 11, 20, 29):
            taps.append(summary(x))
    return taps


def mobilenet_v2():
    network = models.mobilenet_v2(weights=None).double().eval()
    names = ("num_batches_tracked", "classifier")
    set_formula_weights(network, [key for key in network.state_dict() if not any(name in key for name in names)])
    x, taps = image_net(picture(64, 96)).double(), []
    for place, layer in enumerate(network.features):
        x = layer(x)
        if place in (1, 3, 6, 13, 17):
            taps.append(summary(x))
    return taps + [summary(x.mean([2, 3]))]


def mean_without_border(x, kernel_size, stride, padding):
    return functional.avg_pool2d(x, kernel_size, stride, padding, count_include_pad=False)


def maximum(x, kernel_size, stride, padding):
    return functional.max_pool2d(x, kernel_size, stride, padding)


class LastBlock(inception.InceptionE):
    def forward(self, x):
        inception.F = types.SimpleNamespace(max_pool2d=functional.max_pool2d, avg_pool2d=maximum, relu=functional.relu)
        return super().forward(x)


def inception_v3():
    network = models.inception_v3(weights=None, aux_logits=False, init_weights=False)
    network.Mixed_7c = LastBlock(2048)
    network = network.double().eval()
    names = ("num_batches_tracked", "fc.", "AuxLogits")
    set_formula_weights(network, [key for key in network.state_dict() if not any(name in key for name in names)])
    inception.F = types.SimpleNamespace(
        max_pool2d=functional.max_pool2d, avg_pool2d=mean_without_border, relu=functional.relu
    )
    pooled = []
    network.avgpool.register_forward_hook(lambda _module, _inputs, output: pooled.append(output.flatten(1)))
    image = picture(96, 72).double()
    network(functional.interpolate(image, size=(299, 299), mode="bilinear", align_corners=False))
    return [summary(pooled[0])]


def lpips(backbone, places, height, width):
    """Zhang et al. 2018, eq. 1, of the picture and its mirror image, with formula weights in both files."""
    wrapper = torch.nn.Module()
    wrapper.features = backbone.features.double().eval()
    set_formula_weights(wrapper, list(wrapper.state_dict()))
    first = picture(height, width).double()
    of_first, of_second, x = [], [], image_net(torch.cat([first, first.flip(3)]))
    for place, layer in enumerate(wrapper.features):
        x = layer(x)
        if place in places:
            unit = x / (x.square().sum(1, keepdim=True).sqrt() + 1e-10)
            of_first.append(unit[:1])
            of_second.append(unit[1:])
    linear = torch.nn.Module()
    for number, feature in enumerate(of_first):
        layer = torch.nn.Module()
        layer.model = torch.nn.ModuleList([torch.nn.Dropout(), torch.nn.Conv2d(feature.shape[1], 1, 1, bias=False)])
        linear.add_module(f"lin{number}", layer.double())
    set_formula_weights(linear, list(linear.state_dict()))
    distances = [
        getattr(linear, f"lin{number}").model[1]((one - other).square()).mean([1, 2, 3])
        for number, (one, other) in enumerate(zip(of_first, of_second))
    ]
    return [summary(sum(distances))]


def alexnet():
    network = models.alexnet(weights=None).double().eval()
    wrapper = torch.nn.Module()
    wrapper.features = network.features
    set_formula_weights(wrapper, list(wrapper.state_dict()))
    x, taps = image_net(picture(67, 81)).double(), []
    for place, layer in enumerate(network.features):
        x = layer(x)
        if place in (1, 4, 7, 9, 11):
            taps.append(summary(x))
    return taps


with torch.no_grad():
    expected = {
        "vgg19": vgg19(),
        "mobileNetV2": mobilenet_v2(),
        "inceptionV3": inception_v3(),
        "alexNet": alexnet(),
        "lpipsAlex": lpips(models.alexnet(weights=None), (1, 4, 7, 9, 11), 67, 81),
        "lpipsVgg": lpips(models.vgg16(weights=None), (3, 8, 15, 22, 29), 48, 37),
    }
path = pathlib.Path(__file__).with_name("expected.json")
path.write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")
