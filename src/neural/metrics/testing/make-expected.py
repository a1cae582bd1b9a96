"""Writes expected.json: what scikit-image computes for pictures drawn by formula.

Run by hand where scikit-image is installed (Debian: python3-skimage; written with 0.19.3); the tests need only its
output. The formula is that of drawn-pictures.ts.
"""

import json
import pathlib

import numpy as np
import skimage
from skimage.color import deltaE_ciede2000, rgb2lab
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

GAUSSIAN = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
LUMA = np.array([0.299, 0.587, 0.114])
SIZES = [(32, 24), (67, 41)]
COLOURS = [(0, 0, 0), (1, 1, 1), (0.5, 0.5, 0.5), (0.8, 0.6, 0.5), (0.25, 0.15, 0.1), (0.01, 0.02, 0.9), (0.1, 0.9, 0.2)]


def drawn(height, width, kind):
    """[height, width, 3] in 0 ... 1: waves with a bright block; kind 1 is moved, faded and striped."""
    y, x, channel = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    moved = x + 2 * kind
    waves = 0.5 + 0.3 * np.sin(0.31 * moved + 0.17 * y + channel) + 0.15 * np.cos(0.9 * y - 0.05 * moved * channel)
    block = (moved > width / 3) & (moved < width / 2) & (y > height / 4)
    picture = np.where(block, 0.9 - 0.1 * channel, waves)
    return picture * (1 - 0.12 * kind) + 0.04 * kind * ((x + 3 * y) % 2)


def similarity(height, width):
    a, b = (np.clip(drawn(height, width, kind), 0, 1) for kind in (0, 1))
    return {
        "height": height,
        "width": width,
        "ssim": structural_similarity(a @ LUMA, b @ LUMA, data_range=1, **GAUSSIAN),
        "ssimRgb": structural_similarity(a, b, data_range=1, channel_axis=2, **GAUSSIAN),
        "ssimOf255": structural_similarity(255 * a, 255 * b, data_range=255, channel_axis=2, **GAUSSIAN),
        "l1": np.abs(a - b).mean(),
        "psnr": peak_signal_noise_ratio(a, b, data_range=1),
    }


lab = [rgb2lab(np.array([[colour]], dtype=np.float64))[0, 0] for colour in COLOURS]
expected = {
    "scikit-image": skimage.__version__,
    "similarity": [similarity(*size) for size in SIZES],
    "colours": [{"rgb": rgb, "lab": one.tolist()} for rgb, one in zip(COLOURS, lab)],
    "differences": [deltaE_ciede2000(one, other) for one, other in zip(lab, lab[1:])],
}
path = pathlib.Path(__file__).with_name("expected.json")
path.write_text(json.dumps(expected, indent=2) + "\n")
