"""Reference values for the statistics over seeds, from SciPy.

Run: python scripts/golden/statistics_golden.py data/golden   (made with scipy 1.17.1, numpy 2.4.6)
"""
import json
import os
import sys

import numpy as np
from scipy import stats

SAMPLES = {
    "ten against ten": ([106, 207, 115, 215, 286, 94, 357, 125, 146, 360], [241, 152, 129, 289, 571, 158, 577, 187, 984, 572]),
    "five against eight": ([-187, -202, -212, -286, -211], [-914, -346, -774, -605, -367, -420, -510, -388]),
    "two against three": ([1.5, 2.25], [0.5, 1.0, 4.0]),
    "ties": ([1, 2, 2, 3, 500, 500], [2, 2, 3, 3, 500, 480]),
}
MARGINS = [1, 50, 400]


def student():
    """Cumulative probabilities and quantiles for whole and broken degrees of freedom."""
    freedoms = [1, 2, 3.7, 4, 9, 13.25, 18, 40, 1000, 1e6]
    ts = [-40, -6, -2.5, -1, -0.1, 0, 0.3, 1.7, 3, 12]
    ps = [1e-6, 0.005, 0.025, 0.05, 0.3, 0.5, 0.8, 0.975, 0.999]
    return [
        {"freedom": f, "t": ts, "below": stats.t.cdf(ts, f).tolist(), "p": ps, "quantile": stats.t.ppf(ps, f).tolist()}
        for f in freedoms
    ]


def tost(a, b, margin):
    """The larger of the two one-sided p values: small if the difference lies within the margin."""
    above = stats.ttest_ind(np.add(a, margin), b, equal_var=False, alternative="greater").pvalue
    below = stats.ttest_ind(np.subtract(a, margin), b, equal_var=False, alternative="less").pvalue
    return float(max(above, below))


def interval(test, confidence):
    bounds = test.confidence_interval(confidence)
    return [float(bounds.low), float(bounds.high)]


def comparison(name, a, b):
    welch = stats.ttest_ind(a, b, equal_var=False)
    one = stats.ttest_1samp(a, 150)
    pairs = min(len(a), len(b))
    paired = stats.ttest_rel(a[:pairs], b[:pairs])
    return {
        "name": name,
        "a": a,
        "b": b,
        "welch": {"p": float(welch.pvalue), "interval95": interval(welch, 0.95), "interval90": interval(welch, 0.9)},
        "against150": {"p": float(one.pvalue), "mean95": interval(one, 0.95)},
        "paired": {"pairs": pairs, "p": float(paired.pvalue), "interval95": interval(paired, 0.95)},
        "tost": [{"margin": m, "p": tost(a, b, m)} for m in MARGINS],
        "shareOfPairs": float(stats.mannwhitneyu(a, b).statistic / (len(a) * len(b))),
        "iqm": [float(stats.trim_mean(x, 0.25)) for x in (a, b)],
    }


def main(folder):
    out = {
        "student": student(),
        "comparisons": [comparison(name, a, b) for name, (a, b) in SAMPLES.items()],
    }
    with open(os.path.join(folder, "statistics.json"), "w") as file:
        json.dump(out, file, separators=(",", ":"))


if __name__ == "__main__":
    main(sys.argv[1])
