"""Writes PyTorch checkpoints of weights made by formula (see formula-weights.ts).

Called by import-pfafn.mjs: takes a folder, reads {part: {key: shape}} as JSON from stdin, writes PART.pth each; warp in
the zip format and with the extra tensor that training leaves in some files, gen in the legacy format.
"""

import collections
import json
import math
import pathlib
import sys

import torch


def value(key, shape, number):
    if not shape:
        return torch.tensor(1, dtype=torch.int64)
    elements = math.prod(shape)
    wave = torch.sin(0.7 * (number + 1) + 0.37 * torch.arange(elements, dtype=torch.float64))
    if len(shape) == 4:
        wave = wave * math.sqrt(1.5 / (elements / shape[0]))
    elif key.endswith("running_var"):
        wave = 1 + 0.2 * wave
    elif key.endswith("running_mean"):
        wave = 0.05 * wave
    elif key.endswith(".bias"):
        wave = 0.02 * wave
    else:
        wave = 1 + 0.1 * wave
    return wave.float().reshape(shape)


folder = pathlib.Path(sys.argv[1])
for part, keys in json.load(sys.stdin).items():
    state = collections.OrderedDict((key, value(key, keys[key], number)) for number, key in enumerate(sorted(keys)))
    if part == "warp":
        state["aflow_net.weight"] = torch.zeros(4, 1, 3, 3)
    torch.save(state, folder / f"{part}.pth", _use_new_zipfile_serialization=part == "warp")
