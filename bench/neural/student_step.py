"""A training step of the small student in PyTorch: what `npm run bench:neural` is measured against.

Called by torch-process.mjs: takes the number of threads, then answers each line of JSON on stdin with one on stdout.
{"prepare": folder} reads config.json and tensors.safetensors there, makes one step in float32 and one in float64, writes
the gradient of all weights in their order to float32.bin and float64.bin and answers {"loss", "gradientNorm"} of float32.
{"steps": n} answers {"wall": [ms of each step], "processor": [ms of each, all threads together]}.

Channels-last memory was tried and is no faster here.
"""

import json
import pathlib
import sys
import time

import numpy
import torch

from student_network import student

AVERAGE_DECAY = 0.999
CLIP_NORM = 1
LEARNING_RATE = 1e-3


class Training:
    def __init__(self, folder, dtype):
        torch.set_default_dtype(dtype)
        config = json.loads((folder / "config.json").read_text())
        stored = read_safetensors(folder / "tensors.safetensors")
        tensors = {name: tensor.to(dtype) for name, tensor in stored.items()}
        self.config = config["student"]
        self.batch = {name: tensors[name] for name in config["batch"]}
        self.weights = {name: tensors[name].requires_grad_() for name in config["weights"]}
        self.average = [weight.detach().clone() for weight in self.weights.values()]
        self.optimiser = torch.optim.Adam(self.weights.values(), lr=LEARNING_RATE, foreach=True)

    def step(self):
        batch, weights = self.batch, list(self.weights.values())
        self.optimiser.zero_grad(set_to_none=True)
        try_on, warped_mask, flows = student(
            self.weights, self.config, batch["person"], batch["garment"], batch["garment_mask"]
        )
        loss = (try_on - batch["photo"]).abs().mean() + (warped_mask - batch["worn_mask"]).abs().mean()
        for flow in flows[-2:]:
            loss = loss + 0.1 * second_order_smoothness(flow)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(weights, CLIP_NORM)
        self.optimiser.step()
        with torch.no_grad():
            torch._foreach_mul_(self.average, AVERAGE_DECAY)
            torch._foreach_add_(self.average, weights, alpha=1 - AVERAGE_DECAY)
        return loss.item(), norm.item()

    def gradient(self):
        """Of all weights, clipped, in one vector."""
        return torch.cat([weight.grad.flatten() for weight in self.weights.values()])


def second_order_smoothness(flow):
    """PF-AFN, eq. 4: second differences in four directions, generalised Charbonnier."""
    height, width = flow.shape[2:]

    def part(top, left):
        return flow[:, :, top : top + height - 2, left : left + width - 2]

    total = 0
    for down, across in ((0, 1), (1, 0), (1, 1), (1, -1)):
        second = part(1 - down, 1 - across) + part(1 + down, 1 + across) - 2 * part(1, 1)
        total = total + ((second * second + 1e-6) ** 0.45).mean()
    return total / 4


def read_safetensors(path):
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if name == "__metadata__":
            continue
        begin, end = (start + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(data[begin:end], numpy.float32).reshape(entry["shape"]).copy()
        tensors[name] = torch.from_numpy(values)
    return tensors


def prepare(folder):
    for dtype, name in ((torch.float64, "float64.bin"), (torch.float32, "float32.bin")):
        training = Training(folder, dtype)
        loss, norm = training.step()
        training.gradient().numpy().tofile(folder / name)
    return training, {"loss": loss, "gradientNorm": norm}


def time_steps(training, count):
    wall, processor = [], []
    for _ in range(count):
        start, busy = time.perf_counter(), time.process_time()
        training.step()
        wall.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - busy) * 1000)
    return {"wall": wall, "processor": processor}


torch.set_num_threads(int(sys.argv[1]))
print(json.dumps({"version": torch.__version__}), flush=True)
training = None
for line in sys.stdin:
    request = json.loads(line)
    if "prepare" in request:
        training = None
        training, answer = prepare(pathlib.Path(request["prepare"]))
    else:
        answer = time_steps(training, request["steps"])
    print(json.dumps(answer), flush=True)
