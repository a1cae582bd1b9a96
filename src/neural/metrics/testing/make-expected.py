"""Writes expected.json: what scikit-image computes for pictures drawn by formula.

Run by hand where scikit-image is installed (Debian: python3-skimage; written with 0.19.3); the tests need only its
output. The formula is that of drawn-pictures.ts. MS-SSIM is Wang's formula (2003, eq. 7) with SciPy's correlations, as
scikit-image has none; its SSIM at one scale is proven equal to scikit-image's here.
"""

import json
import pathlib

import numpy as np
import scipy.ndimage
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


def window_means(picture):
    """Gaussian means of 11 x 11 pixels at the positions where the window fits."""
    taps = np.exp(-0.5 * (np.arange(-5, 6) / 1.5) ** 2)
    taps /= taps.sum()
    return scipy.ndimage.correlate1d(scipy.ndimage.correlate1d(picture, taps, 0), taps, 1)[5:-5, 5:-5]


def similarity_and_contrast(a, b, data_range):
    """Means of SSIM and of its factor without luminance over the positions."""
    c1, c2 = (0.01 * data_range) ** 2, (0.03 * data_range) ** 2
    mean_a, mean_b = window_means(a), window_means(b)
    variance_a, variance_b = window_means(a * a) - mean_a**2, window_means(b * b) - mean_b**2
    covariance = window_means(a * b) - mean_a * mean_b
    contrast = (2 * covariance + c2) / (variance_a + variance_b + c2)
    luminance = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    return (luminance * contrast).mean(), contrast.mean()


def halved(picture):
    even = np.pad(picture, [(0, side % 2) for side in picture.shape], mode="edge")
    return (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4


def ms_ssim(a, b, data_range):
    weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    product = 1
    for scale, weight in enumerate(weights):
        similarity_here, contrast = similarity_and_contrast(a, b, data_range)
        np.testing.assert_allclose(
            similarity_here, structural_similarity(a, b, data_range=data_range, **GAUSSIAN), rtol=1e-9
        )
        factor = similarity_here if scale == len(weights) - 1 else contrast
        product *= max(factor, 0) ** weight
        a, b = halved(a), halved(b)
    return product


def multi_scale(height, width):
    a, b = (np.clip(drawn(height, width, kind), 0, 1) for kind in (0, 1))
    channels = [ms_ssim(a[..., channel], b[..., channel], 1) for channel in range(3)]
    return {"height": height, "width": width, "grey": ms_ssim(a @ LUMA, b @ LUMA, 1), "rgb": np.mean(channels)}


def preservation(height, width):
    """Outside of a block that covers rows from height // 2 and columns up to width // 3."""
    a, b = (np.clip(drawn(height, width, kind), 0, 1) for kind in (0, 1))
    changed = np.zeros((height, width), bool)
    changed[height // 2 :, : width // 3] = True
    _, full = structural_similarity(a @ LUMA, b @ LUMA, data_range=1, full=True, **GAUSSIAN)
    windows = ~scipy.ndimage.maximum_filter(changed, 11)[5:-5, 5:-5]
    return {
        "height": height,
        "width": width,
        "l1": np.abs(a - b)[~changed].mean(),
        "ssim": full[5:-5, 5:-5][windows].mean(),
        "share": (~changed).mean(),
    }


lab = [rgb2lab(np.array([[colour]], dtype=np.float64))[0, 0] for colour in COLOURS]
expected = {
    "scikit-image": skimage.__version__,
    "similarity": [similarity(*size) for size in SIZES],
    "multiScale": [multi_scale(*size) for size in [(192, 176), (201, 187)]],
    "preservation": preservation(67, 41),
    "colours": [{"rgb": rgb, "lab": one.tolist()} for rgb, one in zip(COLOURS, lab)],
    "differences": [deltaE_ciede2000(one, other) for one, other in zip(lab, lab[1:])],
}
path = pathlib.Path(__file__).with_name("expected.json")
path.write_text(json.dumps(expected, indent=2) + "\n")
