"""Reference values for policies over real actions inside bounds, computed with PyTorch in float64; part of distributions.json.

make_golden.py uses it. Gradients are automatic derivatives of the sum over rows. The entropy of a squashed Gaussian has no closed form:
it is a quadrature with 40,001 nodes, differentiated automatically as well.
"""
import math

import numpy as np
import torch
from torch.distributions import (
    AffineTransform, Beta, Independent, Normal, TanhTransform, TransformedDistribution, kl_divergence,
)

SHAPES = ((6, 1), (7, 3))


def leaf(array):
    return torch.tensor(array, requires_grad=True)


def gradients(total, *leaves):
    return [g.numpy() for g in torch.autograd.grad(total, leaves, retain_graph=True)]


def bounds(rng, k):
    low = rng.uniform(-3, -0.5, k)
    return torch.tensor(low), torch.tensor(low + rng.uniform(1, 5, k))


def squashed_entropy(mean, std, half):
    """Entropy [n] of middle + half * tanh(u), u normal: the normal's plus the mean of log(half * (1 - tanh(u)^2))."""
    z = torch.linspace(-10, 10, 40_001)
    weights = torch.exp(-0.5 * z * z)
    weights = weights / weights.sum()
    u = mean[..., None] + std[..., None] * z
    slopes = 2 * (math.log(2) - u - torch.nn.functional.softplus(-2 * u))
    return Independent(Normal(mean, std), 1).entropy() + ((slopes * weights).sum(-1) + torch.log(half)).sum(-1)


def squashed_gaussian(rng, n, k):
    low, high = bounds(rng, k)
    middle, half = (low + high) / 2, (high - low) / 2
    mean, log_std = leaf(rng.normal(0, 1, (n, k))), leaf(rng.normal(-0.3, 0.5, (n, k)))
    std = log_std.exp()
    u = (mean + std * torch.tensor(rng.normal(0, 1, (n, k)))).detach()
    base = Normal(mean, std)
    unit = Independent(TransformedDistribution(base, [TanhTransform(cache_size=1)]), 1)
    policy = Independent(TransformedDistribution(base, [TanhTransform(cache_size=1), AffineTransform(middle, half)]), 1)
    other_mean, other_std = torch.tensor(rng.normal(0, 1, (n, k))), torch.tensor(np.exp(rng.normal(-0.3, 0.5, (n, k))))
    log_prob, entropy = policy.log_prob(middle + half * torch.tanh(u)), squashed_entropy(mean, std, half)
    by_log_prob, by_entropy = gradients(log_prob.sum(), mean, log_std), gradients(entropy.sum(), mean, log_std)
    return dict(
        kind='squashed', low=low, high=high, mean=mean, std=std, other_mean=other_mean, other_std=other_std, u=u,
        actions=middle + half * torch.tanh(u), unit_log_prob=unit.log_prob(torch.tanh(u)), log_prob=log_prob, entropy=entropy,
        kl=kl_divergence(Independent(base, 1), Independent(Normal(other_mean, other_std), 1)),
        log_prob_by_mean=by_log_prob[0], log_prob_by_log_std=by_log_prob[1],
        entropy_by_mean=by_entropy[0], entropy_by_log_std=by_entropy[1],
    )


def beta(rng, n, k):
    low, high = bounds(rng, k)
    outputs = leaf(rng.normal(0, 2, (n, 2 * k)))
    alpha, b = (1 + torch.nn.functional.softplus(outputs)).split(k, 1)
    other_alpha, other_beta = torch.tensor(1 + rng.exponential(2, (n, k))), torch.tensor(1 + rng.exponential(2, (n, k)))
    unit = Independent(Beta(alpha, b), 1)
    policy = Independent(TransformedDistribution(Beta(alpha, b), [AffineTransform(low, high - low)]), 1)
    x = torch.tensor(rng.beta(alpha.detach().numpy(), b.detach().numpy()))
    log_prob, entropy = policy.log_prob(low + (high - low) * x), unit.entropy() + torch.log(high - low).sum()
    by_log_prob, by_entropy = gradients(log_prob.sum(), alpha, b, outputs), gradients(entropy.sum(), alpha, b, outputs)
    return dict(
        kind='beta_box', low=low, high=high, outputs=outputs, alpha=alpha, beta=b, other_alpha=other_alpha,
        other_beta=other_beta, x=x, actions=low + (high - low) * x, unit_log_prob=unit.log_prob(x), log_prob=log_prob,
        entropy=entropy, kl=kl_divergence(unit, Independent(Beta(other_alpha, other_beta), 1)),
        log_prob_by_alpha=by_log_prob[0], log_prob_by_beta=by_log_prob[1], log_prob_by_outputs=by_log_prob[2],
        entropy_by_alpha=by_entropy[0], entropy_by_beta=by_entropy[1], entropy_by_outputs=by_entropy[2],
    )


def absolute_std(rng, n, k):
    """Lecture 25's policy: mean = limit * tanh(first outputs), standard deviation = |other outputs|."""
    limit = torch.tensor(rng.uniform(0.5, 3, k))
    outputs = leaf(rng.normal(0, 0.5, (n, 2 * k)))
    policy = Independent(Normal(limit * torch.tanh(outputs[:, :k]), torch.abs(outputs[:, k:])), 1)
    actions = policy.sample()
    actions = torch.minimum(torch.maximum(actions, -limit), limit)
    log_prob, entropy = policy.log_prob(actions), policy.entropy()
    return dict(
        kind='absolute_std', limit=limit, outputs=outputs, actions=actions, log_prob=log_prob, entropy=entropy,
        log_prob_by_outputs=gradients(log_prob.sum(), outputs)[0], entropy_by_outputs=gradients(entropy.sum(), outputs)[0],
    )


def gamma_functions(rng):
    x = np.concatenate([[1e-3, 0.5, 1, 2, 8, 30, 1e3, 1e6], np.exp(rng.uniform(-3, 6, 40))])
    t = torch.tensor(x)
    return dict(kind='gamma_functions', x=x, lgamma=torch.lgamma(t), digamma=torch.digamma(t), trigamma=torch.polygamma(1, t))


def cases():
    rng = np.random.default_rng(20171107)
    torch.manual_seed(20171107)
    made = [make(rng, n, k) for n, k in SHAPES for make in (squashed_gaussian, beta, absolute_std)]
    return made + [gamma_functions(rng)]
