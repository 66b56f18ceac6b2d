"""PPO on tokens and its relatives, with PyTorch in float64: masks, rewards, advantages, losses, DPO, and a whole transformer.

Run: python tokens_golden.py OUTDIR   (made with torch 2.13.0, numpy 2.4.6; edges, groups and far pairs with torch 2.14.1)
"""
import json, os, sys
import numpy as np, torch
import torch.nn.functional as F
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20261126)
PAD, BEGIN, END = 0, 1, 2


def sequences(B, T, V, prompt):
    ids = np.zeros((B, T), int)
    for b in range(B):
        length = int(rng.integers(prompt + 1, T + 1))
        ids[b, :length] = rng.integers(3, V, length)
        ids[b, 0] = BEGIN
        if b % 3 != 2 or length < T: ids[b, length - 1] = END  # every third may be cut off
    ids[2] = rng.integers(3, V, T); ids[2, 0] = BEGIN
    return ids


def masks(ids, prompt):
    target = torch.tensor(ids[:, 1:])
    places = torch.arange(1, ids.shape[1])
    answer = (target != PAD) & (places >= prompt)
    ends_before = ((target == END) & answer).cumsum(1) - ((target == END) & answer).int()
    mask = (answer & (ends_before == 0)).double()  # nothing after the first end, not even what a sampler wrote there
    last = (mask * places).argmax(1)
    return mask, last


def gae(rewards, values, mask, last, gamma, lam, bootstrap):
    """Sums of delta over all later tokens: the definition, not the recursion. bootstrap: for rows without an end."""
    B, n = rewards.shape
    adv = torch.zeros(B, n)
    for b in range(B):
        inside = [t for t in range(n) if mask[b, t]]
        delta = {t: rewards[b, t] + gamma * (values[b, t + 1] if t != last[b] or bootstrap[b] else 0) - values[b, t] for t in inside}
        for t in inside: adv[b, t] = sum((gamma * lam) ** (u - t) * delta[u] for u in inside if u >= t)
    return adv


def aggregate(x, mask, how, fixed):
    if how == 'token': return (x * mask).sum() / mask.sum()
    if how == 'sequence': return ((x * mask).sum(1) / mask.sum(1)).mean()
    return ((x * mask).sum(1) / fixed).mean()


def policy_loss(lp, old, ref, adv, mask, s, fixed):
    log_ratio = (lp - old) * mask
    if s['ratioPer'] == 'sequence': log_ratio = (log_ratio.sum(1, keepdim=True) / mask.sum(1, keepdim=True)).expand_as(lp)
    ratio = log_ratio.exp()
    clipped = ratio.clamp(1 - s['clipRange'], 1 + s['clipRangeHigh'])
    if s['clip'] == 'clip': gain = torch.min(ratio * adv, clipped * adv)
    elif s['clip'] == 'weight': gain = clipped.detach() * adv * lp
    else: gain = ratio * adv
    loss = -gain
    if s['klIn'] == 'loss':
        d = ref - lp
        loss = loss + s['klCoef'] * {'k1': -d, 'k2': d ** 2 / 2, 'k3': d.exp() - d - 1}[s['klEstimator']]
    return aggregate(loss, mask, s['aggregation'], fixed)


def loss_cases():
    base = dict(ratioPer='token', clip='clip', clipRange=0.2, clipRangeHigh=0.2, klIn='reward', klEstimator='k1', klCoef=0.3, aggregation='token')
    changes = [dict(), dict(clip='none'), dict(clipRangeHigh=0.28), dict(aggregation='sequence'), dict(aggregation='fixed'),
               dict(ratioPer='sequence', aggregation='sequence', clipRange=0.05, clipRangeHigh=0.07), dict(ratioPer='sequence'),
               dict(clip='weight', clipRange=1.0, clipRangeHigh=0.28),
               *(dict(klIn='loss', klEstimator=k, aggregation=a) for k in ('k1', 'k2', 'k3') for a in ('token', 'sequence'))]
    cases = []
    for i, change in enumerate(changes):
        B, T, V, prompt, fixed = 6, 9, 12, 3, 11
        cases.append(loss_case({**base, **change}, sequences(B, T, V, prompt), prompt, fixed, bool(i % 2)))
    return cases


def loss_case(s, ids, prompt, fixed, bootstrapping):
    B, T = ids.shape
    mask, last = masks(ids, prompt)
    lp = torch.tensor(rng.normal(-1.5, 0.7, (B, T - 1)), requires_grad=True)
    old = lp.detach() + torch.tensor(rng.normal(0, 0.3, (B, T - 1))); ref = lp.detach() + torch.tensor(rng.normal(0, 0.5, (B, T - 1)))
    values = torch.tensor(rng.normal(0, 1, (B, T)), requires_grad=True); scores = torch.tensor(rng.normal(0, 2, B))
    rewards = -0.3 * (old - ref) * mask
    rewards[torch.arange(B), last] += scores
    ends = torch.tensor([ids[b, last[b] + 1] == END for b in range(B)])
    bootstrap = ~ends & bootstrapping
    adv = gae(rewards, values.detach(), mask, last, 0.98, 0.9, bootstrap)
    picked = adv[mask == 1]
    white = (adv - picked.mean()) / (picked.std(correction=0) + 1e-8) * mask
    returns = (adv + values.detach()[:, :-1]) * mask
    loss = policy_loss(lp, old, ref, white, mask, s, fixed); loss.backward()
    value_loss = 0.5 * ((values[:, :-1] - returns) ** 2 * mask).sum() / mask.sum(); value_loss.backward()
    n = lambda t: t.detach().numpy()
    return dict(settings=s, prompt=prompt, fixed=fixed, ids=ids, log_probs=n(lp), old=n(old), ref=n(ref), values=n(values), scores=n(scores),
                bootstrap=bootstrapping, gamma=0.98, gae_lambda=0.9, kl_in_reward=0.3, mask=n(mask), rewards=n(rewards), advantages=n(adv),
                white=n(white), returns=n(returns), loss=loss.item(), slopes=n(lp.grad), value_loss=value_loss.item(), value_slopes=n(values.grad))


def edge_cases():
    """Prompts of different length (padding on the left), answers of one token, cut-off ones, and words behind an end."""
    base = dict(ratioPer='token', clip='clip', clipRange=0.2, clipRangeHigh=0.2, klIn='loss', klEstimator='k3', klCoef=0.1, aggregation='sequence')
    left = np.array([[0, 0, 1, 5, 2, 0, 0], [0, 1, 4, 6, 7, 8, 9], [1, 3, 4, 7, 5, 2, 0], [0, 0, 1, 2, 0, 0, 0]])
    one = np.array([[1, 4, 2], [1, 5, 2], [1, 6, 7]])
    single = np.array([[1, 2]])
    behind = np.array([[1, 4, 5, 2, 7, 7, 2, 8], [1, 4, 2, 0, 6, 0, 2, 0], [1, 4, 5, 6, 7, 8, 9, 3], [1, 4, 9, 2, 2, 2, 2, 2]])
    long = np.zeros((4, 21), int)
    for b, length in enumerate([21, 3, 20, 2]):
        long[b, :length] = rng.integers(3, 90, length); long[b, 0] = BEGIN
        if b != 0: long[b, length - 1] = END
    given = [(left, 3), (one, 2), (one, 1), (single, 1), (behind, 2), (long, 1)]
    cases = []
    for ids, prompt in given:
        for change in (dict(), dict(aggregation='fixed', ratioPer='sequence', clipRange=0.1, clipRangeHigh=0.3), dict(klIn='reward', aggregation='token'),
                       dict(clip='weight', clipRange=1.0, clipRangeHigh=0.1, klEstimator='k2'), dict(clip='weight', ratioPer='sequence'),
                       dict(clip='none', ratioPer='sequence', aggregation='token', klEstimator='k1')):
            cases.append(loss_case({**base, **change}, ids, prompt, 2 * ids.shape[1], bool(len(cases) % 2)))
    return cases


def group_case():
    """Advantages of answers from the other answers to the same prompt; the reward of an answer holds the KL of its tokens."""
    B, T, V, prompt, k = 8, 7, 12, 2, 4
    ids = sequences(B, T, V, prompt); mask, last = masks(ids, prompt)
    old = torch.tensor(rng.normal(-1.5, 0.7, (B, T - 1))); ref = old + torch.tensor(rng.normal(0, 0.5, (B, T - 1)))
    scores = torch.tensor(rng.normal(0, 2, B)); scores[4:] = 1.25  # the second group is all the same, but for the KL
    cases = []
    for kl in (0.0, 0.3):
        totals = (scores - kl * ((old - ref) * mask).sum(1)).reshape(-1, k)
        others = torch.stack([totals[:, [j for j in range(k) if j != i]].mean(1) for i in range(k)], 1)
        centred = totals - totals.mean(1, keepdim=True)
        made = {'leave-one-out': totals - others, 'group-mean': centred, 'group-standardized': centred / (totals.std(1, keepdim=True) + 1e-4)}
        cases += [dict(baseline=name, kl_coef=kl, advantages=(a.reshape(-1, 1) * mask).numpy()) for name, a in made.items()]
    return dict(prompt=prompt, group_size=k, ids=ids, old=old.numpy(), ref=ref.numpy(), scores=scores.numpy(), cases=cases)


def dpo_case(beta=0.4, apart=0.7):
    """apart: how far the policy is from the reference, in nats a token; far enough, exp(-margin) is infinite."""
    B, T, V, prompt = 8, 9, 12, 3
    ids = sequences(B, T, V, prompt); mask, _ = masks(ids, prompt)
    lp = torch.tensor(rng.normal(-1.5, apart, (B, T - 1)), requires_grad=True); ref = torch.tensor(rng.normal(-1.5, 0.7, (B, T - 1)))
    moved = ((lp - ref) * mask).sum(1)
    loss = -F.logsigmoid(beta * (moved[:4] - moved[4:])).mean(); loss.backward()
    return dict(prompt=prompt, beta=beta, ids=ids, log_probs=lp.detach().numpy(), ref=ref.numpy(), loss=loss.item(), slopes=lp.grad.numpy())


def model_case():
    """One layer, one head, root-mean-square normalisation; the loss is PPO's with the value loss, through everything."""
    B, T, V, D, prompt = 6, 7, 9, 8, 2
    shapes = [(V, D), (T + 1, D), (D, D), (D, D), (D, D), (D, D), (D, 4 * D), (4 * D,), (4 * D, D), (D, V), (V,), (D, 1)]
    flat = np.float64(np.float32(rng.normal(0, 0.4, sum(int(np.prod(s)) for s in shapes))))
    theta = torch.tensor(flat, requires_grad=True)
    parts = [p.reshape(s) for p, s in zip(torch.split(theta, [int(np.prod(s)) for s in shapes]), shapes)]
    token, place, q, k, v, out, up, up_bias, down, head, head_bias, critic = parts
    norm = lambda x: x / (x.square().mean(-1, keepdim=True) + 1e-5).sqrt()
    ids = sequences(B, T, V, prompt); mask, last = masks(ids, prompt)
    x = token[torch.tensor(ids)] + place[:T]
    y = norm(x)
    x = x + F.scaled_dot_product_attention((y @ q)[:, None], (y @ k)[:, None], (y @ v)[:, None], is_causal=True)[:, 0] @ out
    x = norm(x + torch.relu(norm(x) @ up + up_bias) @ down)
    logits = x @ head + head_bias
    logits = torch.cat([torch.full_like(logits[..., :2], -1e9), logits[..., 2:]], -1)
    dist = torch.distributions.Categorical(logits=logits[:, :-1])
    lp = logits.log_softmax(-1)[:, :-1].gather(2, torch.tensor(ids)[:, 1:, None])[..., 0]
    values = (x @ critic)[..., 0]
    old = lp.detach() * mask + torch.tensor(rng.normal(0, 0.25, (B, T - 1))) * mask
    adv = torch.tensor(rng.normal(0, 1, (B, T - 1))) * mask; returns = torch.tensor(rng.normal(0, 1, (B, T - 1))) * mask
    s = dict(ratioPer='token', clip='clip', clipRange=0.2, clipRangeHigh=0.2, klIn='reward', klEstimator='k1', klCoef=0.0, aggregation='token')
    loss = policy_loss(torch.where(mask == 1, lp, 0.0), old, old, adv, mask, s, T)
    loss = loss + 0.1 * 0.5 * ((values[:, :-1] - returns) ** 2 * mask).sum() / mask.sum()
    loss.backward()
    n = lambda t: t.detach().numpy()
    return dict(V=V, D=D, max_tokens=T + 1, prompt=prompt, parameters=flat, ids=ids, mask=n(mask), log_probs=n(lp), entropies=n(dist.entropy()), values=n(values),
                old=n(old), advantages=n(adv), returns=n(returns), settings=s, value_coef=0.1, loss=loss.item(), gradient=n(theta.grad))


def convert(x):
    return x.tolist() if isinstance(x, (np.ndarray, np.generic)) else x


if __name__ == '__main__':
    out = sys.argv[1]
    data = dict(losses=loss_cases(), dpo=dpo_case(), model=model_case(), edges=edge_cases(), groups=group_case(), far=dpo_case(200, 90))
    json.dump(data, open(os.path.join(out, 'tokens.json'), 'w'), default=convert)
