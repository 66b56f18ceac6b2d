"""Fits the tanh of assembly/kernels.ts: x P(x^2) / Q(x^2), P and Q of degree 4, smallest largest relative error on (0, 8].

usage: python fit_tanh.py     (needs numpy; prints the float32 constants, the error of the fit and the error of the float32 evaluation)

Method: the linearised least-squares problem P - f Q = 0, solved again and again with the weights of Lawson's algorithm, which push
the error towards its minimax shape. P is scaled to a leading coefficient of 1, which saves a multiplication.
"""
import numpy as np

LIMIT, DEGREE = 8.0, 4


def fit(limit, p, q, rounds=60):
    x = limit * np.sin(np.linspace(1e-6, np.pi / 2, 4000))
    u = (x / limit) ** 2
    f = np.tanh(x) / x
    matrix = np.column_stack([u**i / f for i in range(p + 1)] + [-(u**i) for i in range(1, q + 1)])
    weights, denominator, best = np.ones_like(x), np.ones_like(x), (np.inf, None)
    for _ in range(rounds):
        w = np.sqrt(weights) / np.abs(denominator)
        c, *_ = np.linalg.lstsq(matrix * w[:, None], w, rcond=None)
        numerator = sum(c[i] * u**i for i in range(p + 1))
        denominator = 1 + sum(c[p + i] * u**i for i in range(1, q + 1))
        error = np.abs(numerator / denominator / f - 1)
        if error.max() < best[0]:
            best = (error.max(), c.copy())
        weights *= error / error.max() + 1e-3
        weights /= weights.sum()
    error, c = best
    scale = limit**2
    numerator = np.array([c[i] / scale**i for i in range(p + 1)])
    denominator = np.array([1.0] + [c[p + i] / scale**i for i in range(1, q + 1)])
    return error, numerator / numerator[-1], denominator / numerator[-1]


def evaluate(x, numerator, denominator):
    """As the kernel does it: float32, Horner's rule, one rounding for each operation."""
    x = np.clip(x, np.float32(-LIMIT), np.float32(LIMIT))
    t = x * x
    p = t + numerator[-2]
    for c in numerator[-3::-1]:
        p = p * t + c
    q = t * denominator[-1] + denominator[-2]
    for c in denominator[-3::-1]:
        q = q * t + c
    return x * p / q


error, numerator, denominator = fit(LIMIT, DEGREE, DEGREE)
numerator, denominator = numerator.astype(np.float32), denominator.astype(np.float32)
print("P, lowest power first:", [float(c) for c in numerator])
print("Q, lowest power first:", [float(c) for c in denominator])
x = np.exp(np.linspace(np.log(1e-6), np.log(20), 4_000_001)).astype(np.float32)
y = evaluate(x, numerator, denominator)
relative = np.abs(y / np.tanh(x.astype(np.float64)) - 1)
print(f"relative error: fit {error:.1e}, in float32 at most {relative.max():.2e}, mean {relative.mean():.1e}; largest value {y.max():.9f}")
