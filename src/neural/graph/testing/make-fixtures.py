"""Writes the ONNX files in fixtures/ with PyTorch's exporter, and what PyTorch computes with them.

    python3 src/neural/graph/testing/make-fixtures.py

Needs torch and onnx; the committed files are from torch 1.13 (Debian 12), opset 16.
"""

import json
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

FOLDER = Path(__file__).parent / "fixtures"


class Classifier(nn.Module):
    """What image classifiers are made of; batch norm is exported unfolded."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 4, 3, 2, 1, bias=False), nn.BatchNorm2d(4, eps=1e-3), nn.ReLU6())
        self.depthwise = nn.Conv2d(4, 4, 3, 1, 1, groups=4)
        self.hidden = nn.Linear(8, 5)
        self.last = nn.Linear(5, 3)

    def forward(self, x):
        x = self.stem(x)
        x = x + F.hardswish(self.depthwise(x))
        x = torch.cat([F.max_pool2d(x, 3, 2, 1), F.avg_pool2d(x, 3, 2, 1)], 1)
        x = F.adaptive_avg_pool2d(x, 1).flatten(1)
        x = F.dropout(F.elu(self.hidden(x)), training=self.training)
        return F.softmax(self.last(x), 1)


class Sampler(nn.Module):
    """Shapes computed from shapes, resizing, padding, slicing and sampling."""

    def __init__(self):
        super().__init__()
        self.up = nn.ConvTranspose2d(2, 2, 3, 2, 1, output_padding=1)
        self.norm = nn.InstanceNorm2d(2, affine=True)
        self.slope = nn.PReLU(2)

    def forward(self, image, grid):
        small = F.interpolate(image, scale_factor=0.5, mode="bilinear", align_corners=False)
        large = F.interpolate(small, size=image.shape[2:], mode="nearest")
        up = self.slope(self.norm(self.up(small)))
        sampled = F.grid_sample(image + large, grid, padding_mode="border", align_corners=True)
        padded = F.pad(sampled, (1, 0, 2, 1), value=0.5)[:, :, 1:-1, ::2]
        a, b = up.split(1, dim=1)
        rows = up.reshape(up.size(0), -1).unsqueeze(1).expand(-1, 2, -1)
        return padded, torch.where(a > b, a, b.clamp(min=0)).squeeze(1), rows.mean(2), up.amax((2, 3)), up.norm(dim=1)


def export(name, network, inputs, outputs, dynamic=None):
    network.eval()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    torch.onnx.export(
        network,
        tuple(inputs.values()),
        str(FOLDER / f"{name}.onnx"),
        input_names=list(inputs),
        output_names=outputs,
        dynamic_axes=dynamic,
        opset_version=16,
        training=torch.onnx.TrainingMode.PRESERVE,
        do_constant_folding=False,
    )
    with torch.no_grad():
        made = network(*inputs.values())
    made = made if isinstance(made, tuple) else (made,)
    tensors = {**inputs, **dict(zip(outputs, made))}
    described = {key: {"shape": list(t.shape), "values": [round(v, 7) for v in t.flatten().tolist()]} for key, t in tensors.items()}
    (FOLDER / f"{name}.json").write_text(json.dumps(described) + "\n")


torch.manual_seed(3)
FOLDER.mkdir(exist_ok=True)
export(
    "classifier",
    Classifier(),
    {"image": torch.rand(2, 3, 12, 10) * 2 - 1},
    ["scores"],
    {"image": {0: "batch"}, "scores": {0: "batch"}},
)
export(
    "sampler",
    Sampler(),
    {"image": torch.rand(2, 2, 6, 8), "grid": torch.rand(2, 3, 4, 2) * 2.4 - 1.2},
    ["padded", "chosen", "means", "largest", "lengths"],
)
