"""Writes expected.json: what SciPy computes for values made by formula.

Run by hand where SciPy is installed (Debian: python3-scipy); the tests need only its output. The
formula is that of formula-values.ts.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import stats


def formula_values(count, shift):
    """Lopsided values of -1 ... 3, no two alike."""
    at = np.arange(count)
    wave = np.sin(1.7 * at + shift)
    return wave + 0.3 * np.cos(0.37 * at * at) + 0.6 * wave**2 + shift


def wilcoxon(count, shift, decimals, mode):
    differences = np.round(formula_values(count, shift), decimals)
    positive = stats.rankdata(np.abs(differences[differences != 0]))[differences[differences != 0] > 0].sum()
    return {
        "count": count,
        "shift": shift,
        "decimals": decimals,
        "method": "exact" if mode == "exact" else "normal",
        "positiveRanks": positive,
        "pValue": stats.wilcoxon(differences, mode=mode).pvalue,
    }


def permutation(count, shift):
    differences = formula_values(count, shift)
    exact = stats.permutation_test(
        (differences,), lambda x, axis: np.abs(x.mean(axis)), permutation_type="samples", n_resamples=np.inf,
        alternative="greater", vectorized=True,
    )
    return {"count": count, "shift": shift, "pValue": exact.pvalue}


def interval(count, shift, method):
    values = formula_values(count, shift)
    made = [
        stats.bootstrap((values,), np.mean, method=method, n_resamples=20_000, random_state=seed).confidence_interval
        for seed in range(10)
    ]
    low, high = np.mean(made, axis=0)
    return {"count": count, "shift": shift, "method": method.lower(), "low": low, "high": high}


points = [-37.5, -8, -3.2, -1.959963984540054, -0.6, -0.3, 0, 0.1, 0.7, 2.5, 6]
expected = {
    "scipy": scipy.__version__,
    "normal": [{"x": x, "below": stats.norm.cdf(x)} for x in points],
    "wilcoxon": [
        wilcoxon(12, -0.2, 9, "exact"),
        wilcoxon(50, 0.1, 9, "exact"),
        wilcoxon(51, -0.1, 9, "approx"),
        wilcoxon(208, -0.5, 9, "approx"),
        wilcoxon(60, -0.2, 1, "approx"),
    ],
    "permutation": [permutation(8, -0.1), permutation(15, -0.6)],
    "intervals": [interval(30, 0, method) for method in ("percentile", "BCa")],
}
path = pathlib.Path(__file__).with_name("expected.json")
path.write_text(json.dumps(expected, indent=2) + "\n")
