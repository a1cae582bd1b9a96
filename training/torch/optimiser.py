"""Adam as src/neural/training/optimiser.ts does it, on the flat vectors of a LossGraph, and all that a run remembers."""

import math

import torch

# The moving average forgets its first values faster, as in src/neural/training/training-step.ts.
AVERAGE_WARM_UP = 10


class Optimiser:
    """The state has Tryflow's own names: weights.G, mean.G, square.G and average.G of each group, statistics.all."""

    def __init__(self, graph, job, state, steps, device):
        self.graph, self.job, self.steps = graph, job, steps
        self.state = {name: vector.to(device) for name, vector in state.items() if name not in graph.groups}
        self.state.update({name: vector.data for name, vector in zip(graph.groups, graph.vectors)})
        missing = [name for name, length in job["state"].items() if self.state[name].numel() != length]
        if missing:
            raise ValueError(f"The state does not fit the graph: {', '.join(missing)}.")

    @property
    def statistics(self):
        return self.state.get("statistics.all")

    @torch.no_grad()
    def update(self, rate):
        """One step along the gradients that the vectors hold; answers their norm before it was clipped."""
        self.steps += 1
        options, limit, decay = self.job["optimiser"], self.job["clipNorm"], self.job["averageDecay"]
        gradients = [vector.grad for vector in self.graph.vectors]
        norm = torch.sqrt(sum(gradient.square().sum() for gradient in gradients))
        if limit is not None:
            scale = torch.clamp(limit / (norm + 1e-6), max=1)
            gradients = [gradient * scale for gradient in gradients]
        for group, gradient in zip(self.job["groups"], gradients):
            vectors = [self.state[f"{kind}.{group['name']}"] for kind in ("weights", "mean", "square")]
            adam(*vectors, gradient, rate * group["rate"], self.steps, options)
            if decay is not None:
                now = min(decay, (1 + self.steps) / (AVERAGE_WARM_UP + self.steps))
                self.state[f"average.{group['name']}"].mul_(now).add_(vectors[0], alpha=1 - now)
        return norm

    def named(self):
        """Weights by name, their moving average where one is kept, and statistics."""
        kind = "weights" if self.job["averageDecay"] is None else "average"
        named = {}
        for name in self.graph.groups:
            named.update(self.graph.views(name, self.state[name.replace("weights", kind, 1)]))
        if self.statistics is not None:
            named.update(self.graph.views("statistics.all", self.statistics))
        return named


def adam(weights, mean, square, gradient, rate, step, options):
    """Kingma and Ba 2015, alg. 1; decoupled decay by Loshchilov and Hutter 2019."""
    beta1, beta2, decay = options["beta1"], options["beta2"], options["weightDecay"]
    if options["decay"] == "l2":
        gradient = gradient + decay * weights
    mean.mul_(beta1).add_(gradient, alpha=1 - beta1)
    square.mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
    size = (square.sqrt() / math.sqrt(1 - beta2**step)).add_(options["epsilon"])
    if options["decay"] == "decoupled":
        weights.mul_(1 - rate * decay)
    weights.addcdiv_(mean, size, value=-rate / (1 - beta1**step))
