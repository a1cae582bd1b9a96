#!/usr/bin/env python3
"""Makes the PyTorch checkpoints under fixtures/ and what they must read as (expected.json).

Run by hand where PyTorch is installed (Debian: apt-get install python3-torch), from any folder:

    python3 src/neural/checkpoints/testing/make-fixtures.py
    npx prettier --write src/neural/checkpoints/testing/fixtures

The files are committed; no test needs Python. Legacy files name storages by memory address, so they differ
between runs in bytes, not in content. expected.json: file -> key -> {dtype, shape, values}, values flat and row-major.
"""

import json
from collections import OrderedDict
from pathlib import Path

import torch

FIXTURES = Path(__file__).parent / "fixtures"


def ramp(*shape, dtype=torch.float32):
    """0, 0.5, 1, ... less 2, exact in every floating-point type used here."""
    count = int(torch.Size(shape).numel())
    return (torch.arange(count, dtype=torch.float64) * 0.5 - 2).reshape(shape).to(dtype)


def small_network():
    """A convolution and a batch norm, whose state dictionary carries _metadata and an int64 scalar."""
    network = torch.nn.Sequential(
        OrderedDict(convolution=torch.nn.Conv2d(2, 3, 3, bias=False), norm=torch.nn.BatchNorm2d(3))
    )
    with torch.no_grad():
        network.convolution.weight.copy_(ramp(3, 2, 3, 3))
    return network.state_dict()


def views():
    """Tensors of one storage: whole, transposed, a column, an offset run, and one value repeated (stride 0)."""
    base = ramp(4, 6)
    return OrderedDict(
        base=base, transposed=base.t(), column=base[:, 2], rows=base[1:3], corner=base[2:, 3:5], repeated=base[3, 5].expand(2, 3)
    )


def every_type():
    """One tensor of each element type."""
    integers = torch.tensor([[-3, 0], [7, 100]])
    return OrderedDict(
        float32=ramp(2, 3),
        float64=ramp(2, 3, dtype=torch.float64),
        float16=ramp(2, 3, dtype=torch.float16),
        bfloat16=ramp(2, 3, dtype=torch.bfloat16),
        int64=integers,
        int32=integers.to(torch.int32),
        int16=integers.to(torch.int16),
        int8=integers.to(torch.int8),
        uint8=integers.abs().to(torch.uint8),
        bool=integers > 0,
        scalar=torch.tensor(123456789012, dtype=torch.int64),
        empty=torch.empty(0, 4),
    )


def shared_parameter():
    """Two keys of one parameter, as tied weights are saved."""
    parameter = torch.nn.Parameter(ramp(3, 2))
    return OrderedDict([("encoder.weight", parameter), ("decoder.weight", parameter)])


def training_checkpoint(key):
    """What training scripts save: the weights beside counters and an optimiser's state."""
    weights = OrderedDict([("module.weight", ramp(2, 2)), ("module.bias", ramp(2))])
    optimiser = {"state": {0: {"step": 3, "exp_avg": ramp(2, 2) * 9}}, "param_groups": [{"lr": 0.1, "betas": (0.5, 0.999)}]}
    return {"epoch": 7, "best": None, key: weights, "optimizer": optimiser, "loss": 0.25}


CHECKPOINTS = {
    "network": (small_network(), small_network()),
    "views": (views(), views()),
    "types": (every_type(), every_type()),
    "parameter": (shared_parameter(), shared_parameter()),
    "nested-state-dict": (training_checkpoint("state_dict"), training_checkpoint("state_dict")["state_dict"]),
    "nested-model": (training_checkpoint("model"), training_checkpoint("model")["model"]),
    "plain-dictionary": ({"weight": ramp(2, 2)}, {"weight": ramp(2, 2)}),
}


def describe(tensor):
    tensor = tensor.detach()
    values = tensor.reshape(-1).tolist()
    return {"dtype": str(tensor.dtype).removeprefix("torch."), "shape": list(tensor.shape), "values": [float(v) for v in values]}


def main():
    FIXTURES.mkdir(exist_ok=True)
    expected = {}
    for name, (saved, state) in CHECKPOINTS.items():
        description = {key: describe(tensor) for key, tensor in state.items()}
        torch.save(saved, FIXTURES / f"{name}.zip.pth")
        torch.save(saved, FIXTURES / f"{name}.legacy.pth", _use_new_zipfile_serialization=False)
        expected[f"{name}.zip.pth"] = expected[f"{name}.legacy.pth"] = description
    torch.save(CHECKPOINTS["network"][0], FIXTURES / "network.protocol-4.pth", pickle_protocol=4)
    expected["network.protocol-4.pth"] = expected["network.zip.pth"]
    (FIXTURES / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
