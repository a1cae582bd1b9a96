"""A loss that Tryflow exported as ONNX, as a PyTorch module that autograd differentiates."""

import onnx
import torch
from onnx import numpy_helper

from operators import Node

# With bf16: what is computed in it, and what goes on in the type that it is given. All the rest is float32.
LOW = {"Conv", "ConvTranspose", "MatMul"}
ANY = {
    "Add", "AveragePool", "Cast", "Clip", "Concat", "DepthToSpace", "Expand", "Gather", "Identity", "LeakyRelu", "Max",
    "MaxPool", "Min", "Mul", "Neg", "Pad", "Relu", "Reshape", "Slice", "SpaceToDepth", "Transpose", "Where",
}  # fmt: skip


class LossGraph(torch.nn.Module):
    """The weights of each group are one flat parameter; the graph reads views of it.

    Sampling positions stay float32 in bf16 too: a pixel of 1/200 needs more than its 8 bits.
    """

    def __init__(self, path, job, state, bf16=False):
        super().__init__()
        graph = onnx.load(str(path)).graph
        initializers = {tensor.name: tensor for tensor in graph.initializer}
        nodes = [Node(proto, initializers) for proto in graph.node]
        types = compute_types(nodes, initializers) if bf16 else {}
        self.steps = [(node.build(), node.inputs, node.output, types.get(node.output)) for node in nodes]
        self.spent = last_uses(nodes, [value.name for value in graph.output])
        self.outputs = [value.name for value in graph.output]
        self.places = job["places"]
        self.groups = [f"weights.{group['name']}" for group in job["groups"]]
        self.fed = [value.name for value in graph.input if value.name not in self.places]
        self.vectors = torch.nn.ParameterList([torch.nn.Parameter(state[name].clone()) for name in self.groups])
        self.constants = list(initializers)
        for i, tensor in enumerate(initializers.values()):
            self.register_buffer(f"constant{i}", torch.from_numpy(numpy_helper.to_array(tensor).copy()))

    def forward(self, batch, statistics):
        """batch: tensors by name; statistics: their flat vector or None. Answers the outputs by name."""
        values = {name: getattr(self, f"constant{i}") for i, name in enumerate(self.constants)}
        for name in self.fed:
            if name not in batch:
                raise ValueError(f"The batch has no {name}.")
            values[name] = batch[name]
        for name, vector in zip(self.groups, self.vectors):
            values.update(self.views(name, vector))
        if statistics is not None:
            values.update(self.views("statistics.all", statistics))
        for (run, inputs, output, dtype), spent in zip(self.steps, self.spent):
            taken = [values[name] if name else None for name in inputs]
            if dtype is not None:
                taken = [x.to(dtype) if x is not None and x.is_floating_point() else x for x in taken]
            values[output] = run(*taken)
            for name in spent:
                del values[name]
        return {name: values[name] for name in self.outputs}

    def views(self, vector_name, vector):
        """The tensors that lie in a flat vector, by name."""
        names = [name for name, place in self.places.items() if place["vector"] == vector_name]
        names.sort(key=lambda name: self.places[name]["offset"])
        shapes = [torch.Size(self.places[name]["shape"]) for name in names]
        parts = vector.split([shape.numel() for shape in shapes])
        return {name: part.reshape(shape) for name, shape, part in zip(names, shapes, parts)}


def compute_types(nodes, initializers):
    """Of each tensor the type that it is computed in; None: that of what it is computed from."""
    positions = positions_before(nodes)

    def of(node):
        is_resampling = node.type == "MatMul" and any(name in initializers for name in node.inputs)
        if node.output in positions or is_resampling:
            return torch.float32
        if node.type in LOW:
            return torch.bfloat16
        return None if node.type in ANY else torch.float32

    return {node.output: of(node) for node in nodes}


def positions_before(nodes):
    """What sampling positions are made of, back to the convolutions that they begin with."""
    makers = {node.output: node for node in nodes}
    pending = [node.inputs[1] for node in nodes if node.type == "GridSample"]
    pending += [node.inputs[0] for node in nodes if node.type == "Floor"]
    found = set()
    while pending:
        name = pending.pop()
        if name in makers and name not in found:
            found.add(name)
            if makers[name].type != "Conv":
                pending += makers[name].inputs
    return found


def last_uses(nodes, outputs):
    """For each node the tensors that nobody needs after it, so that memory is given back."""
    seen, spent = set(outputs) | {""}, []
    for node in reversed(nodes):
        last = [name for name in dict.fromkeys([*node.inputs, node.output]) if name not in seen]
        seen.update(last)
        spent.append(last)
    return spent[::-1]
