"""Writes expected-resize.json: what Pillow's bicubic makes of the pictures of drawn-pictures.ts, channel by channel as floats.

Run by hand where Pillow and NumPy are installed (Debian: python3-pil); the tests need only its output. This is the resizing
of clean-fid ("bicubic", no rounding) before its clipping to 0 ... 255.
"""

import json
import pathlib

import numpy as np
import PIL
from PIL import Image


def drawn(height, width):
    """Kind 0 of drawn-pictures.ts times 255: [height, width, 3]."""
    y, x, channel = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    waves = 0.5 + 0.3 * np.sin(0.31 * x + 0.17 * y + channel) + 0.15 * np.cos(0.9 * y - 0.05 * x * channel)
    block = (x > width / 3) & (x < width / 2) & (y > height / 4)
    return 255 * np.clip(np.where(block, 0.9 - 0.1 * channel, waves), 0, 1)


def resized(height, width, to_height, to_width):
    planes = [
        np.asarray(
            Image.fromarray(plane.astype(np.float32), mode="F").resize((to_width, to_height), Image.Resampling.BICUBIC)
        )
        for plane in drawn(height, width).transpose(2, 0, 1)
    ]
    flat = np.stack(planes).astype(np.float64).ravel()
    return {"from": [height, width], "to": [to_height, to_width], "values": flat[:: flat.size // 12][:12].tolist()}


expected = {"pillow": PIL.__version__, "cases": [resized(67, 41, 23, 29), resized(32, 24, 45, 24), resized(256, 192, 99, 99)]}
path = pathlib.Path(__file__).with_name("expected-resize.json")
path.write_text(json.dumps(expected, indent=2) + "\n")
