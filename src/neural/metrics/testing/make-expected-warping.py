"""Writes expected-warping.json: warping error along a flow made by formula, with SciPy's bilinear sampling, and how far
scikit-image's optical flow (iterative Lucas-Kanade) is from the truth on the frames of drawn-video.ts.

Run by hand where SciPy and scikit-image are installed; the tests need only its output.
"""

import json
import pathlib

import numpy as np
import scipy
import skimage
from scipy.ndimage import map_coordinates
from skimage.registration import optical_flow_ilk

HEIGHT, WIDTH = 64, 80
LUMA = np.array([0.299, 0.587, 0.114])


def moved(across, down):
    channel, y, x = np.meshgrid(np.arange(3), np.arange(HEIGHT), np.arange(WIDTH), indexing="ij")
    x, y = x - across, y - down
    wave = (
        np.sin(0.21 * x + 0.13 * y + channel)
        + np.sin(0.37 * y - 0.08 * x + 1.3)
        + np.sin(0.055 * x * (1 + 0.1 * channel) + 0.6) * np.cos(0.047 * y)
        + 0.5 * np.sin(0.83 * x + 0.61 * y)
    )
    return 0.5 + wave / 8


def warping(across, down):
    """Of frames moved by (2, 1), along a flow that waves about it; pixels whose place is a multiple of 7 do not count."""
    first, following = moved(0, 0), moved(2, 1)
    y, x = np.meshgrid(np.arange(HEIGHT), np.arange(WIDTH), indexing="ij")
    at = y * WIDTH + x
    flow_x, flow_y = across + 0.5 * np.sin(0.1 * at), down + 0.4 * np.cos(0.13 * at)
    back = np.stack([map_coordinates(one, [y + flow_y, x + flow_x], order=1, mode="nearest") for one in following])
    visible = at % 7 != 0
    return ((back - first) ** 2)[:, visible].mean().item()


def flow_error(across, down):
    first, following = (np.tensordot(LUMA, frame, 1) for frame in (moved(0, 0), moved(across, down)))
    flow_y, flow_x = optical_flow_ilk(first, following, radius=5, num_warp=20)
    return np.hypot(flow_x - across, flow_y - down)[12:-12, 12:-12].mean().item()


expected = {
    "scipy": scipy.__version__,
    "scikit-image": skimage.__version__,
    "warping": warping(2, 1),
    "flowErrors": [{"across": a, "down": d, "mean": flow_error(a, d)} for a, d in [(3.3, -1.7), (0.4, 0.25), (-7.5, 4)]],
}
path = pathlib.Path(__file__).with_name("expected-warping.json")
path.write_text(json.dumps(expected, indent=2) + "\n")
