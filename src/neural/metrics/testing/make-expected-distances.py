"""Writes expected-distances.json: distances between features made by formula, by the formulas of the papers with SciPy.

Run by hand where SciPy is installed (Debian: python3-scipy); the tests need only its output. The formula is that of
drawn-features.ts. The Frechet distance is Heusel et al. 2017, eq. 6, with scipy.linalg.sqrtm as the authors' program has it; the
kernel distance Gretton et al. 2012, eq. 3, with the kernel of Binkowski et al. 2018; the inception score Salimans et al. 2016.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import linalg, special


def features(count, width, kind):
    """[count, width] float32, positive and correlated like pooled activations; kind 1 is moved and scaled."""
    at = np.arange(count * width).reshape(count, width)
    row, column = at // width, at % width
    common = np.sin(1.3 * row * (1 + column % 5) + 0.7 * kind)
    own = np.sin(12.9898 * at + 78.233 * np.sin(0.37 * at) + kind)
    return np.maximum(0, 0.6 + 0.4 * common + (0.5 + 0.1 * kind) * own + 0.05 * kind).astype(np.float32)


def frechet(first, second):
    first, second = first.astype(np.float64), second.astype(np.float64)
    covariances = [np.cov(one, rowvar=False) for one in (first, second)]
    root = linalg.sqrtm(covariances[0] @ covariances[1])
    return ((first.mean(0) - second.mean(0)) ** 2).sum() + sum(map(np.trace, covariances)) - 2 * np.trace(root).real


def frechet_with_float32_covariance(first, second):
    """The trap: covariances in float32, otherwise the same."""
    covariances = [
        (one - one.mean(0)).T @ (one - one.mean(0)) / np.float32(len(one) - 1) for one in (first, second)
    ]
    root = linalg.sqrtm((covariances[0] @ covariances[1]))
    return float(
        ((first.mean(0) - second.mean(0)) ** 2).sum() + sum(map(np.trace, covariances)) - 2 * np.trace(root).real
    )


def frechet_by_singular_values(first, second):
    """The same without a root of a matrix, which is inexact where covariances are singular."""
    first, second = first.astype(np.float64), second.astype(np.float64)
    centred = [(one - one.mean(0)) / np.sqrt(len(one) - 1) for one in (first, second)]
    overlap = np.linalg.svd(centred[0] @ centred[1].T, compute_uv=False).sum()
    return ((first.mean(0) - second.mean(0)) ** 2).sum() + sum((one**2).sum() for one in centred) - 2 * overlap


def kernel(first, second):
    first, second = first.astype(np.float64), second.astype(np.float64)
    k = lambda x, y: (x @ y.T / x.shape[1] + 1) ** 3
    within = sum((k(x, x).sum() - np.trace(k(x, x))) / (len(x) * (len(x) - 1)) for x in (first, second))
    return within - 2 * k(first, second).mean()


def score(count, classes, splits):
    logits = 6 * features(count, classes, 0).astype(np.float64)
    probabilities = special.softmax(logits, axis=1)
    scores = []
    for split in range(splits):
        part = probabilities[split::splits]
        scores.append(np.exp(special.rel_entr(part, part.mean(0)).sum(1).mean()))
    return {"count": count, "classes": classes, "splits": splits, "mean": np.mean(scores), "deviation": np.std(scores)}


def distances(counts, width):
    first, second = features(counts[0], width, 0), features(counts[1], width, 1)
    fewer = min(counts)
    return {
        "counts": counts,
        "width": width,
        "frechet": frechet(first, second),
        "frechetBySingularValues": frechet_by_singular_values(first, second),
        "frechetOfFloat32": frechet_with_float32_covariance(first, second),
        "kernel": kernel(first[:fewer], second[:fewer]),
    }


expected = {
    "scipy": scipy.__version__,
    "distances": [distances([60, 75], 8), distances([300, 280], 40), distances([25, 20], 48)],
    "inceptionScore": score(47, 12, 5),
}
path = pathlib.Path(__file__).with_name("expected-distances.json")
path.write_text(json.dumps(expected, indent=2) + "\n")
