"""Trains a loss that Tryflow exported, on one GPU, several (torchrun) or the CPU. See README.md."""

import argparse
import json
import os
import time
from pathlib import Path

import torch
import torch.distributed as distributed

import safetensors_format
from batches import BatchStream
from loss_graph import LossGraph
from optimiser import Optimiser

CHECKPOINT, WEIGHTS, LOG = "checkpoint.safetensors", "weights.safetensors", "metrics.jsonl"


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", type=Path, help="folder with loss.onnx, job.json and start.safetensors")
    parser.add_argument("--out", type=Path, required=True, help="run folder; a run that is there is gone on with")
    parser.add_argument("--batches", required=True, help="loader's command; {rank}, {world}, {step} are filled in")
    parser.add_argument("--precision", choices=["float32", "tf32", "bf16"], default="float32")
    parser.add_argument("--checkpoint-minutes", type=float, default=5)
    parser.add_argument("--log-every", type=int, default=50, help="steps between two lines of progress")
    return parser.parse_args()


class Run:
    """A run folder: checkpoints, weights and a line of JSON for each line of progress. Only rank 0 writes."""

    def __init__(self, folder, is_writer):
        self.folder, self.is_writer, self.saved = folder, is_writer, time.monotonic()
        folder.mkdir(parents=True, exist_ok=True)

    def save(self, optimiser):
        if self.is_writer:
            metadata = {"stepsDone": str(optimiser.steps)}
            safetensors_format.write(self.folder / CHECKPOINT, optimiser.state, metadata)
            safetensors_format.write(self.folder / WEIGHTS, optimiser.named(), metadata)
        self.saved = time.monotonic()

    def log(self, line):
        if self.is_writer:
            print("  ".join(f"{name} {value:.6g}" for name, value in line.items()), flush=True)
            with open(self.folder / LOG, "a") as file:
                file.write(json.dumps(line) + "\n")


class Progress:
    """Means over the steps since the last line, over all ranks."""

    def __init__(self, world):
        self.world = world
        self.restart()

    def restart(self):
        self.sums, self.steps, self.samples, self.since = {}, 0, 0, time.monotonic()

    def add(self, values, samples):
        self.sums = {name: self.sums.get(name, 0) + value.detach() for name, value in values.items()}
        self.steps += 1
        self.samples += samples * self.world

    def line(self, optimiser, rate):
        means = torch.stack([value.float().reshape(()) for value in self.sums.values()]) / self.steps
        if self.world > 1:
            distributed.all_reduce(means)
            means /= self.world
        measured = dict(zip(self.sums, means.tolist()))
        seconds = time.monotonic() - self.since
        line = {"step": optimiser.steps, **measured, "rate": rate, "samples_per_second": self.samples / seconds}
        self.restart()
        return line


def train(arguments, rank, world, device):
    run = Run(arguments.out, rank == 0)
    job = json.loads((arguments.job / "job.json").read_text())
    begun = arguments.out / CHECKPOINT
    with open(begun if begun.exists() else arguments.job / "start.safetensors", "rb") as file:
        state, metadata = safetensors_format.read(file)
    if world > 1:
        distributed.barrier()  # nobody writes a checkpoint before all have read theirs
    graph = LossGraph(arguments.job / "loss.onnx", job, state, bf16=arguments.precision == "bf16").to(device)
    optimiser = Optimiser(graph, job, state, int(metadata["stepsDone"]), device)
    model = graph
    if world > 1:
        devices = [device.index] if device.type == "cuda" else None
        model = torch.nn.parallel.DistributedDataParallel(graph, devices, broadcast_buffers=False)
    progress = Progress(world)
    batches = BatchStream(arguments.batches, rank, world, optimiser.steps, device)
    try:
        for batch, rate in batches:
            graph.zero_grad(set_to_none=True)
            outputs = model(batch, optimiser.statistics)
            outputs["loss"].backward()
            keep_statistics(optimiser, outputs.pop("statistics.next", None), world)
            norm = optimiser.update(rate)
            progress.add({**outputs, "gradient_norm": norm}, len(next(iter(batch.values()))))
            if optimiser.steps % arguments.log_every == 0:
                report(run, progress.line(optimiser, rate))
                if time.monotonic() - run.saved > 60 * arguments.checkpoint_minutes:
                    run.save(optimiser)
        if progress.steps > 0:
            report(run, progress.line(optimiser, rate))
        run.save(optimiser)
    finally:
        batches.close()


def keep_statistics(optimiser, following, world):
    if following is None:
        return
    following = following.detach()
    if world > 1:
        distributed.all_reduce(following)
        following = following / world
    optimiser.statistics.copy_(following)


def report(run, line):
    """Lines are seen before checkpoints are written, so that a checkpoint never holds what is not finite."""
    run.log(line)
    if not all(abs(line[name]) < float("inf") for name in ("loss", "gradient_norm")):
        raise SystemExit(f"Step {line['step']}: the loss is not finite; {CHECKPOINT} is from before that.")


def main():
    arguments = options()
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    is_cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if is_cuda else torch.device("cpu")
    if is_cuda:
        torch.cuda.set_device(device)
        torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = arguments.precision != "float32"
    if world > 1:
        distributed.init_process_group("nccl" if is_cuda else "gloo")
    try:
        train(arguments, rank, world, device)
    finally:
        if world > 1:
            distributed.destroy_process_group()


if __name__ == "__main__":
    main()
