"""A GRU read over sequences with resets, and PPO's masked loss on its two heads with all gradients, with PyTorch in float64.

Run: python recurrent_golden.py OUTDIR   (made with torch 2.13.0, numpy 2.4.6)
"""
import json, os, sys
import numpy as np, torch
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20261127)


def flat(gru, heads, of=lambda t: t.detach()):
    """All tensors in the order of ppo-lib's manifest: weights [in,out], the gates side by side as PyTorch has them (r, z, n)."""
    tensors = [of(gru.weight_ih_l0).T, of(gru.weight_hh_l0).T, of(gru.bias_ih_l0), of(gru.bias_hh_l0)]
    for head in heads:
        tensors += [of(head.weight).T, of(head.bias)]
    return np.concatenate([t.numpy().ravel() for t in tensors])


def read(gru, x, initial, starts):
    """nn.GRU a step at a time, its state set to zero before each step where an episode begins; where none does, in one call."""
    if not starts.any():
        return gru(x, initial[None])[0]
    h, outputs = initial, []
    for t in range(len(x)):
        h = h * (1 - starts[t])[:, None]
        out, h = gru(x[t:t + 1], h[None])
        h = h[0]
        outputs.append(out[0])
    return torch.stack(outputs)


def case(L, B, O, H, A, resets, padded):
    torch.manual_seed(int(rng.integers(2**31)))
    gru, heads = torch.nn.GRU(O, H), [torch.nn.Linear(H, A), torch.nn.Linear(H, 1)]
    x = torch.tensor(rng.normal(0, 1, (L, B, O)).astype(np.float32).astype(float))
    initial = torch.tensor(rng.normal(0, 0.5, (B, H)))
    starts = torch.tensor((rng.random((L, B)) < 0.25).astype(float) if resets else np.zeros((L, B)))
    lengths = rng.integers(1, L + 1, B) if padded else np.full(B, L)
    mask = torch.tensor((np.arange(L)[:, None] < lengths).astype(float))
    actions = torch.tensor(rng.integers(0, A, (L, B)))
    advantages, returns = torch.tensor(rng.normal(0, 1, (L, B))), torch.tensor(rng.normal(0, 2, (L, B)))
    hidden = read(gru, x, initial, starts)
    logits = heads[0](hidden)
    policy = torch.distributions.Categorical(logits=logits)
    values, log_probs, entropies = heads[1](hidden)[..., 0], policy.log_prob(actions), policy.entropy()
    old = (log_probs.detach() + torch.tensor(rng.normal(0, 0.2, (L, B)))).float().double()
    clip, entropy_coef, value_coef = 0.2, 0.01, 0.5
    ratio = (log_probs - old).exp()
    mean = lambda column: (column * mask).sum() / mask.sum()
    policy_loss = -mean(torch.min(ratio * advantages, ratio.clamp(1 - clip, 1 + clip) * advantages))
    value_loss, entropy = 0.5 * mean((values - returns) ** 2), mean(entropies)
    (policy_loss + value_coef * value_loss - entropy_coef * entropy).backward()
    numbers = lambda t: t.detach().numpy().ravel().tolist()
    return dict(
        L=L, B=B, O=O, H=H, A=A, parameters=flat(gru, heads).tolist(), inputs=numbers(x), initial=numbers(initial),
        starts=starts.int().numpy().ravel().tolist(), mask=mask.int().numpy().ravel().tolist(), actions=numbers(actions),
        advantages=numbers(advantages), returns=numbers(returns), old_log_probs=numbers(old), hidden=numbers(hidden),
        logits=numbers(logits), values=numbers(values), clip_range=clip, entropy_coef=entropy_coef, value_coef=value_coef,
        policy_loss=policy_loss.item(), value_loss=value_loss.item(), entropy=entropy.item(),
        gradient=flat(gru, heads, lambda t: t.grad).tolist())


cases = [case(*sizes, resets, padded) for sizes, resets, padded in (
    ((5, 3, 2, 4, 2), False, False), ((8, 4, 2, 6, 2), True, False), ((7, 5, 3, 4, 3), True, True), ((6, 4, 1, 5, 4), False, True))]
with open(os.path.join(sys.argv[1], 'recurrent.json'), 'w') as file:
    json.dump(cases, file)
