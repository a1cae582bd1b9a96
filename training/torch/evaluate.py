"""Computes each job once, in folders whose names come on the standard input: what the tests compare with ONNX Runtime.

A job folder further holds batch.safetensors. Written there: result.safetensors with the outputs and, for each weight,
`gradient.NAME`; answered is a line `ok` or `error: …` for each folder. With --operators: names of all operators.
"""

import json
import sys
from pathlib import Path

import torch

import safetensors_format
from loss_graph import LossGraph
from operators import OPERATORS


def evaluate(folder, bf16):
    job = json.loads((folder / "job.json").read_text())
    state, _ = read(folder / "start.safetensors")
    batch, _ = read(folder / "batch.safetensors")
    graph = LossGraph(folder / "loss.onnx", job, state, bf16)
    outputs = graph(batch, state.get("statistics.all"))
    result = {name: value.float() for name, value in outputs.items()}
    if job["groups"]:
        outputs["loss"].backward()
    for name, vector in zip(graph.groups, graph.vectors):
        result.update({f"gradient.{key}": part for key, part in graph.views(name, vector.grad).items()})
    safetensors_format.write(folder / "result.safetensors", result, {})


def read(path):
    with open(path, "rb") as file:
        return safetensors_format.read(file)


torch.set_num_threads(1)
if "--operators" in sys.argv:
    print("\n".join(OPERATORS))
else:
    for line in sys.stdin:
        try:
            evaluate(Path(line.strip()), "--bf16" in sys.argv)
            print("ok", flush=True)
        except Exception as error:
            print(f"error: {error}".replace("\n", " "), flush=True)
