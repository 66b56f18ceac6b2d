"""Losses and gradients of PPO's relatives, with PyTorch in float64: DQN, double DQN, PQN with layer normalisation, SAC, penalties on the KL.

Run: python relatives_golden.py OUTDIR   (made with torch 2.13.0, numpy 2.4.6)
"""
import json, os, sys
import numpy as np, torch
import torch.nn.functional as F
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20260611)


def tensor(x, grad=False):
    return torch.tensor(x, requires_grad=grad)


def network(sizes, norm=False, scale=1.0):
    """Layers as [weights [in,out], biases, scale, shift]; the last two only with norm and not in the last layer."""
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        last = i + 2 == len(sizes)
        layer = [tensor(rng.normal(0, scale / np.sqrt(a), (a, b)), True), tensor(rng.normal(0, 0.1, b), True)]
        if norm and not last:
            layer += [tensor(rng.normal(1, 0.2, b), True), tensor(rng.normal(0, 0.1, b), True)]
        layers.append(layer)
    return layers


def forward(layers, x, activation):
    for i, layer in enumerate(layers):
        x = x @ layer[0] + layer[1]
        if i + 1 == len(layers):
            return x
        if len(layer) == 4:
            x = F.layer_norm(x, (x.shape[-1],), layer[2], layer[3], eps=1e-5)
        x = activation(x)


def flat(layers, of=lambda t: t.detach()):
    return np.concatenate([of(t).numpy().ravel() for layer in layers for t in layer])


def gradients(loss, layers):
    for layer in layers:
        for t in layer:
            t.grad = None
    loss.backward()
    return flat(layers, lambda t: t.grad)


def q_cases():
    cases = []
    B, A, O = 48, 3, 5
    for name, double, form, norm in (
        ('dqn', False, 'huber', False), ('dqn', False, 'squared', False), ('double', True, 'huber', False),
        ('double', True, 'squared', False), ('dqn', False, 'huber', True)):
        online, target = network((O, 16, 12, A), norm, 2), network((O, 16, 12, A), norm, 2)
        x, nx = rng.normal(0, 1, (B, O)), rng.normal(0, 1, (B, O))
        actions, rewards = rng.integers(0, A, B), rng.normal(0, 2, B)
        terminated = (rng.random(B) < 0.2).astype(float)
        truncated = ((rng.random(B) < 0.2) & (terminated == 0)).astype(float)
        q = forward(online, tensor(x), torch.relu)
        with torch.no_grad():
            next_q, next_online = forward(target, tensor(nx), torch.relu), forward(online, tensor(nx), torch.relu)
            choice = (next_online if double else next_q).argmax(1)
            y = tensor(rewards) + 0.97 * (1 - tensor(terminated)) * next_q.gather(1, choice[:, None]).squeeze(1)
        taken = q.gather(1, tensor(actions)[:, None]).squeeze(1)
        loss = F.smooth_l1_loss(taken, y) if form == 'huber' else 0.5 * F.mse_loss(taken, y)
        cases.append(dict(kind=name, form=form, norm=norm, hidden=[16, 12], gamma=0.97, online=flat(online), target=flat(target), observations=x,
                          next_observations=nx, actions=actions, rewards=rewards, terminated=terminated, truncated=truncated,
                          q=q.detach().numpy(), next_q=next_q.numpy(), next_online_q=next_online.numpy(), targets=y.numpy(),
                          loss=loss.item(), gradient=gradients(loss, online)))
    return cases


def pqn_cases():
    """Lambda-returns by the recursion of the paper's algorithm 1, then the loss, over [T,N] with both kinds of endings."""
    T, N, A, O, gamma, lam = 9, 4, 3, 5, 0.98, 0.65
    cases = []
    for norm in (True, False):
        online = network((O, 16, 12, A), norm, 2)
        x, nx = rng.normal(0, 1, (T, N, O)), rng.normal(0, 1, (T, N, O))
        rewards = rng.normal(0, 1, (T, N)); actions = rng.integers(0, A, (T, N))
        terminated = rng.random((T, N)) < 0.12; truncated = (rng.random((T, N)) < 0.12) & ~terminated
        ends = terminated | truncated
        nx[:-1] = np.where(ends[:-1, :, None], nx[:-1], x[1:])  # inside an episode the next state is the next row's
        with torch.no_grad():
            next_max = forward(online, tensor(nx), torch.relu).max(-1).values.numpy()
        returns = np.zeros((T, N))
        for t in reversed(range(T)):
            for n in range(N):
                if terminated[t, n]: returns[t, n] = rewards[t, n]
                elif truncated[t, n] or t + 1 == T: returns[t, n] = rewards[t, n] + gamma * next_max[t, n]
                else: returns[t, n] = rewards[t, n] + gamma * ((1 - lam) * next_max[t, n] + lam * returns[t + 1, n])
        q = forward(online, tensor(x.reshape(T * N, O)), torch.relu)
        taken = q.gather(1, tensor(actions.reshape(-1))[:, None]).squeeze(1)
        loss = 0.5 * F.mse_loss(taken, tensor(returns.reshape(-1)))
        cases.append(dict(norm=norm, hidden=[16, 12], T=T, N=N, gamma=gamma, q_lambda=lam, online=flat(online), observations=x.reshape(T * N, O),
                          next_max=next_max.ravel(), max=q.max(-1).values.detach().numpy(), actions=actions.ravel(), rewards=rewards.ravel(),
                          terminated=terminated.astype(float).ravel(), truncated=truncated.astype(float).ravel(), q=q.detach().numpy(),
                          returns=returns.ravel(), loss=loss.item(), gradient=gradients(loss, online)))
    return cases


def sample(out, noise, halves):
    k = noise.shape[1]
    mean, raw = out[:, :k], out[:, k:]
    std = raw.clamp(-20, 2).exp()
    u = mean + std * noise
    log_prob = torch.distributions.Normal(mean, std).log_prob(u) - torch.log(halves) - 2 * (np.log(2) - u - F.softplus(-2 * u))
    return torch.tanh(u), log_prob.sum(1)


def sac_cases():
    cases = []
    B, O = 32, 4
    for k, halves, log_temperature in ((1, [2.0], -0.7), (3, [1.0, 0.5, 3.0], 0.4)):
        h, target_entropy = tensor(halves), -1.3
        actor = network((O, 16, 12, 2 * k), scale=0.9)
        q1, q2, t1, t2 = (network((O + k, 16, 12, 1), scale=2) for _ in range(4))
        x, nx = rng.normal(0, 1, (B, O)), rng.normal(0, 1, (B, O))
        a = np.tanh(rng.normal(0, 1, (B, k))); rewards = rng.normal(0, 1, B)
        terminated = (rng.random(B) < 0.2).astype(float)
        noise, next_noise = rng.normal(0, 1, (B, k)), rng.normal(0, 1, (B, k))
        critic = lambda layers, s, act: forward(layers, torch.cat([s, act], 1), torch.relu).squeeze(1)
        temperature = float(np.exp(log_temperature))
        with torch.no_grad():
            na, nlp = sample(forward(actor, tensor(nx), torch.relu), tensor(next_noise), h)
            nq1, nq2 = critic(t1, tensor(nx), na), critic(t2, tensor(nx), na)
            y = tensor(rewards) + 0.98 * (1 - tensor(terminated)) * (torch.min(nq1, nq2) - temperature * nlp)
        v1, v2 = critic(q1, tensor(x), tensor(a)), critic(q2, tensor(x), tensor(a))
        critic_loss = 0.5 * F.mse_loss(v1, y) + 0.5 * F.mse_loss(v2, y)
        critic_gradient = gradients(critic_loss, q1 + q2)
        act, lp = sample(forward(actor, tensor(x), torch.relu), tensor(noise), h)
        p1, p2 = critic(q1, tensor(x), act), critic(q2, tensor(x), act)
        actor_loss = (temperature * lp - torch.min(p1, p2)).mean()
        actor_gradient = gradients(actor_loss, actor)
        lt = tensor(log_temperature, True)
        temperature_loss = (-lt.exp() * (lp.detach() + target_entropy)).mean(); temperature_loss.backward()
        n = lambda t: t.detach().numpy()
        cases.append(dict(size=k, halves=halves, hidden=[16, 12], gamma=0.98, log_temperature=log_temperature, target_entropy=target_entropy,
                          actor=flat(actor), critics=flat(q1 + q2), targets_of_critics=flat(t1 + t2), observations=x, next_observations=nx, actions=a,
                          rewards=rewards, terminated=terminated, noise=noise, next_noise=next_noise, next_q1=n(nq1), next_q2=n(nq2),
                          next_log_probs=n(nlp), targets=n(y), q1=n(v1), q2=n(v2), critic_loss=critic_loss.item(), critic_gradient=critic_gradient,
                          squashed=n(act), log_probs=n(lp), policy_q1=n(p1), policy_q2=n(p2), actor_loss=actor_loss.item(),
                          actor_gradient=actor_gradient, temperature_loss=temperature_loss.item(), temperature_gradient=lt.grad.item()))
    return cases


def objective_cases():
    """What PPO's relatives climb in place of the clipped surrogate, and penalties on the KL: losses, gradients by log-probability."""
    cases = []
    shapes = [dict(objective='spo'), dict(objective='clip', high=0.4), dict(objective='clip', dual=1.5), dict(objective='clip', high=0.28, dual=3.0),
              dict(objective='rollback', slope=0.3), dict(objective='rollback', slope=1.0, high=0.35), dict(objective='rollback', slope=0.3, dual=1.6)]
    shapes += [dict(objective=o, kl_coef=b) for o in ('ratio', 'clip', 'spo') for b in (0.2, 3.0)]
    for shape in shapes:
        n, eps = 120, 0.2
        old = rng.normal(-1, 0.5, n); new = old + rng.normal(0, 0.35, n); adv = rng.normal(0, 2, n)
        t = tensor(new, True); log_r = t - tensor(old); r = log_r.exp(); A = tensor(adv)
        low, high = 1 - eps, 1 + shape.get('high', eps)
        if shape['objective'] == 'ratio': f = r * A
        elif shape['objective'] == 'spo': f = r * A - A.abs() * (r - 1) ** 2 / (2 * eps)
        elif shape['objective'] == 'clip': f = torch.min(r * A, r.clamp(low, high) * A)
        else:  # Wang et al. 2019, eq. 10: beyond the edges the ratio is replaced by a line that falls
            a = shape['slope']
            back = torch.where(r < low, -a * r + (1 + a) * low, torch.where(r > high, -a * r + (1 + a) * high, r))
            f = torch.min(r * A, back * A)
        if 'dual' in shape: f = torch.where(A < 0, torch.max(f, shape['dual'] * A), f)
        policy_loss = -f.mean()
        kl = (r - 1 - log_r).mean()
        (policy_loss + shape.get('kl_coef', 0) * kl).backward()
        cases.append(dict(**shape, eps=eps, old=old, new=new, adv=adv, policy_loss=policy_loss.item(), kl=kl.item(), gradient=t.grad.numpy()))
    return cases


def penalty_case():
    """The paper's penalty with the exact KL of categorical policies, by logits; the mean over old actions of the k3 penalty's gradient is the same."""
    n, k, beta = 6, 4, 0.7
    old_logits, logits = rng.normal(0, 1, (n, k)), rng.normal(0, 1, (n, k))
    t = tensor(logits, True); old = torch.log_softmax(tensor(old_logits), 1); new = torch.log_softmax(t, 1)
    kl = (old.exp() * (old - new)).sum(1).mean()
    (beta * kl).backward()
    return dict(old_logits=old_logits, logits=logits, beta=beta, kl=kl.item(), gradient=t.grad.numpy())


def convert(o):
    if isinstance(o, (np.ndarray, np.generic)):
        return o.tolist()
    raise TypeError(type(o))


def write(out):
    data = dict(q=q_cases(), pqn=pqn_cases(), sac=sac_cases(), objectives=objective_cases(), penalty=penalty_case())
    json.dump(data, open(os.path.join(out, 'relatives.json'), 'w'), default=convert)


if __name__ == '__main__':
    write(sys.argv[1])
