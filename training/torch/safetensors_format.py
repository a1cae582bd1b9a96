"""Tensors as safetensors (https://github.com/huggingface/safetensors), in files or one after the other in a stream."""

import json
import os

import torch

TYPES = {"F32": torch.float32, "U8": torch.uint8}


def read(stream):
    """The next tensors of a binary stream and their metadata; None at its end."""
    head = stream.read(8)
    if not head:
        return None
    header = json.loads(read_exactly(stream, int.from_bytes(read_rest(stream, head, 8), "little")))
    metadata = header.pop("__metadata__", {})
    data = bytearray(read_exactly(stream, max((entry["data_offsets"][1] for entry in header.values()), default=0)))
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        dtype = TYPES[entry["dtype"]]
        count = (end - begin) // torch.empty((), dtype=dtype).element_size()
        tensors[name] = torch.frombuffer(data, dtype=dtype, count=count, offset=begin).reshape(entry["shape"])
    return tensors, metadata


def read_exactly(stream, size):
    return read_rest(stream, b"", size)


def read_rest(stream, begun, size):
    data = begun + stream.read(size - len(begun))
    if len(data) != size:
        raise EOFError("The tensors end in the middle: what wrote them was stopped.")
    return data


def write(path, tensors, metadata):
    """Writes float32 tensors; the file appears at once and complete."""
    header, offset = {"__metadata__": metadata}, 0
    for name, tensor in tensors.items():
        end = offset + 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    draft = path.with_name(path.name + ".part")
    with open(draft, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for tensor in tensors.values():
            file.write(tensor.detach().cpu().contiguous().numpy().tobytes())
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
