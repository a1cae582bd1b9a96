"""Batches as Tryflow's own loader makes them: frames of safetensors on the standard output of a process."""

import queue
import shlex
import subprocess
import threading

import safetensors_format

AHEAD = 4


class BatchStream:
    """Starts the loader and reads ahead in a thread.

    command: a shell-like line in which {rank}, {world} and {step} are filled in. Frames before `step` are passed over,
    so that a loader that cannot begin later does as well.
    """

    def __init__(self, command, rank, world, step, device):
        words = [word.format(rank=rank, world=world, step=step) for word in shlex.split(command)]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
        self.step, self.device = step, device
        self.queue = queue.Queue(AHEAD)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            while (frame := safetensors_format.read(self.process.stdout)) is not None:
                tensors, metadata = frame
                if int(metadata["step"]) < self.step:
                    continue
                if self.device.type == "cuda":
                    tensors = {name: tensor.pin_memory() for name, tensor in tensors.items()}
                self.queue.put((tensors, int(metadata["step"]), float(metadata["learning_rate"])))
            self.queue.put(None)
        except Exception as error:  # handed over to whoever waits for the next batch
            self.queue.put(error)

    def __iter__(self):
        """Tensors on the device and the learning rate of each step, until the loader ends."""
        while (item := self.queue.get()) is not None:
            if isinstance(item, Exception):
                raise item
            tensors, step, rate = item
            if step != self.step:
                raise ValueError(f"The loader answered step {step} where {self.step} is due.")
            self.step += 1
            yield {name: tensor.to(self.device, non_blocking=True) for name, tensor in tensors.items()}, rate
        if self.process.wait() != 0:
            raise ChildProcessError(f"The loader ended with status {self.process.returncode}.")

    def close(self):
        self.process.kill()
        self.process.wait()
