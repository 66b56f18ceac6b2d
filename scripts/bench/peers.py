"""What npm run bench measures ppo-lib against: PPO in PyTorch with the settings of CleanRL's ppo.py, and Stable-Baselines3.

usage: peers.py cleanrl STEPS SEED | compiled STEPS SEED | step ROWS REPEATS [WIDTH] | sb3 STEPS SEED | sbx STEPS SEED
       | solve PEER SEED | versions
One JSON object on the last line. One thread, whatever the machine has. "start" is the time from the beginning of the process to the end of
the first iteration: imports, first use, compiling.
"""
import time

started, startedProcessor = time.perf_counter(), time.process_time()

import json
import os
import sys

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import gymnasium as gym
import numpy as np
import torch
from torch import nn
from torch.distributions import Categorical

torch.set_num_threads(1)
torch.set_num_interop_threads(1)

ENVS, STEPS, EPOCHS, MINIBATCHES = 4, 128, 4, 4
RATE, GAMMA, LAMBDA, CLIP, ENTROPY, VALUE, MAX_NORM = 2.5e-4, 0.99, 0.95, 0.2, 0.01, 0.5, 0.5


class Clock:
    """Wall time, and processor time, which says the same on a machine that has other things to do."""

    def __init__(self):
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def rates(self, count):
        wall, processor = time.perf_counter() - self.wall, time.process_time() - self.processor
        return {"perSecond": count / wall, "perProcessorSecond": count / processor}


def linear(inputs, outputs, gain=np.sqrt(2)):
    layer = nn.Linear(inputs, outputs)
    nn.init.orthogonal_(layer.weight, gain)
    nn.init.zeros_(layer.bias)
    return layer


def tower(outputs, gain, width=64):
    hidden = linear(4, width), nn.Tanh(), linear(width, width), nn.Tanh()
    return nn.Sequential(*hidden, linear(width, outputs, gain))


class Agent:
    """Two networks that share nothing, one Adam over both."""

    def __init__(self, width=64):
        self.actor, self.critic = tower(2, 0.01, width), tower(1, 1.0, width)
        self.parameters = [*self.actor.parameters(), *self.critic.parameters()]
        self.adam = torch.optim.Adam(self.parameters, lr=RATE, eps=1e-5)

    def act(self, obs):
        policy = Categorical(logits=self.actor(obs))
        action = policy.sample()
        return action, policy.log_prob(action), self.critic(obs).flatten()

    def step(self, obs, actions, old_log_probs, advantages, returns, old_values):
        """One gradient step on one minibatch, with the numbers that ppo.py works out for its log."""
        policy = Categorical(logits=self.actor(obs))
        log_ratio = policy.log_prob(actions) - old_log_probs
        ratio = log_ratio.exp()
        with torch.no_grad():
            (-log_ratio).mean(), ((ratio - 1) - log_ratio).mean(), ((ratio - 1).abs() > CLIP).float().mean().item()
        advantages = (advantages - advantages.mean()) / (advantages.std() + 1e-8)
        policy_loss = torch.max(-advantages * ratio, -advantages * ratio.clamp(1 - CLIP, 1 + CLIP)).mean()
        values = self.critic(obs).view(-1)
        near = old_values + (values - old_values).clamp(-CLIP, CLIP)
        value_loss = 0.5 * torch.max((values - returns) ** 2, (near - returns) ** 2).mean()
        loss = policy_loss - ENTROPY * policy.entropy().mean() + VALUE * value_loss
        self.adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, MAX_NORM)
        self.adam.step()


def make_envs():
    def make():
        return gym.wrappers.RecordEpisodeStatistics(gym.make("CartPole-v1"))

    return gym.vector.SyncVectorEnv([make] * ENVS, autoreset_mode=gym.vector.AutoresetMode.SAME_STEP)


def compiled_agent():
    """The same, its step (loss, gradients, clip, Adam) and its acting by torch.compile."""
    torch._dynamo.config.capture_scalar_outputs = True
    agent = Agent()
    agent.adam.param_groups[0]["lr"] = torch.tensor(RATE)  # a number that changes would be compiled anew each time
    agent.act, agent.step = torch.compile(agent.act), torch.compile(agent.step)
    return agent


def cleanrl(total, seed, agent=None, until=None):
    """Trains so many steps, or until the mean of the last hundred returns is `until`."""
    np.random.seed(seed)
    torch.manual_seed(seed)
    envs, agent = make_envs(), agent or Agent()
    shape = (STEPS, ENVS)
    observations, actions = torch.zeros((*shape, 4)), torch.zeros(shape)
    log_probs, rewards, dones, values = (torch.zeros(shape) for _ in range(4))
    obs = torch.as_tensor(envs.reset(seed=seed)[0])
    done = torch.zeros(ENVS)
    recent, running = [], np.zeros(ENVS)
    iterations = total // (STEPS * ENVS)
    for iteration in range(iterations):
        if iteration == 1:  # the first iteration warms up
            start, clock = time.perf_counter() - started, Clock()
        rate = RATE * (1 - iteration / max(iterations, 500_000 // (STEPS * ENVS)))
        group = agent.adam.param_groups[0]
        group["lr"] = torch.tensor(rate) if torch.is_tensor(group["lr"]) else rate
        for t in range(STEPS):
            observations[t], dones[t] = obs, done
            with torch.no_grad():
                action, log_probs[t], values[t] = agent.act(obs)
            actions[t] = action
            raw, reward, terminated, truncated, _ = envs.step(action.numpy())
            ended = terminated | truncated
            rewards[t] = torch.as_tensor(reward, dtype=torch.float32)
            obs, done = torch.as_tensor(raw), torch.as_tensor(ended, dtype=torch.float32)
            running += reward
            recent.extend(running[ended])
            running[ended] = 0
        with torch.no_grad():
            next_value = agent.critic(obs).flatten()
            advantages, last = torch.zeros(shape), 0
            for t in reversed(range(STEPS)):
                alive = 1 - (done if t == STEPS - 1 else dones[t + 1])
                following = next_value if t == STEPS - 1 else values[t + 1]
                delta = rewards[t] + GAMMA * following * alive - values[t]
                advantages[t] = last = delta + GAMMA * LAMBDA * alive * last
            returns = advantages + values
        columns = [x.reshape(STEPS * ENVS, *x.shape[2:]) for x in (observations, actions, log_probs, advantages, returns, values)]
        order = np.arange(STEPS * ENVS)
        for _ in range(EPOCHS):
            np.random.shuffle(order)
            for rows in np.split(order, MINIBATCHES):
                agent.step(*(column[rows] for column in columns))
        if until is not None and len(recent) >= 100 and np.mean(recent[-100:]) >= until:
            return solved((iteration + 1) * STEPS * ENVS)
    if until is not None:
        return {"solved": False}
    return {**clock.rates((iterations - 1) * STEPS * ENVS), "start": start, "meanReturn100": float(np.mean(recent[-100:]))}


def compiled(total, seed):
    return cleanrl(total, seed, compiled_agent())


def solved(timesteps):
    seconds, processor = time.perf_counter() - started, time.process_time() - startedProcessor
    return {"solved": True, "timesteps": timesteps, "seconds": seconds, "processor": processor}


def gradient_step(rows, repeats, width=64):
    torch.manual_seed(1)
    agent = Agent(width)
    column = lambda: torch.randn(rows)
    batch = (torch.randn(rows, 4), torch.randint(0, 2, (rows,)), -0.7 + 0.1 * column(), column(), column(), column())
    for _ in range(50):
        agent.step(*batch)
    clock = Clock()
    for _ in range(repeats):
        agent.step(*batch)
    return clock.rates(repeats)


def baselines(library, seed):
    """Stable-Baselines3, or sbx, its sister in JAX, which has no clipped value loss."""
    from stable_baselines3.common.env_util import make_vec_env

    envs = make_vec_env("CartPole-v1", ENVS, seed=seed)
    settings = {
        **{"learning_rate": RATE, "n_steps": STEPS, "batch_size": STEPS * ENVS // MINIBATCHES, "n_epochs": EPOCHS},
        **{"gamma": GAMMA, "gae_lambda": LAMBDA, "clip_range": CLIP, "ent_coef": ENTROPY, "vf_coef": VALUE},
        **{"max_grad_norm": MAX_NORM, "seed": seed, "verbose": 0},
    }
    if library == "sbx":
        from sbx import PPO

        return PPO("MlpPolicy", envs, **settings)
    from stable_baselines3 import PPO

    return PPO("MlpPolicy", envs, clip_range_vf=CLIP, device="cpu", **settings)


def baselines_rate(library):
    def measure(total, seed):
        model = baselines(library, seed)
        model.learn(STEPS * ENVS)
        start, clock = time.perf_counter() - started, Clock()
        model.learn(total, reset_num_timesteps=False)
        return {**clock.rates(model.num_timesteps - STEPS * ENVS), "start": start}

    return measure


def baselines_solve(library, seed):
    from stable_baselines3.common.callbacks import BaseCallback

    class Until475(BaseCallback):
        def _on_step(self):
            return True

        def _on_rollout_start(self):
            recent = [episode["r"] for episode in self.model.ep_info_buffer]
            if len(recent) == 100 and np.mean(recent) >= 475:
                print(json.dumps(solved(self.model.num_timesteps)))
                sys.exit()

    baselines(library, seed).learn(500_000, callback=Until475())
    return {"solved": False}


def solve(peer, seed):
    if peer in ("cleanrl", "compiled"):
        return cleanrl(500_000, int(seed), compiled_agent() if peer == "compiled" else None, until=475)
    return baselines_solve(peer, int(seed))


def versions():
    from importlib.metadata import version

    names = ("torch", "numpy", "gymnasium", "stable-baselines3")
    return {"python": sys.version.split()[0], **{name: version(name) for name in names}}


commands = {
    **{"cleanrl": cleanrl, "compiled": compiled, "step": gradient_step, "solve": solve, "versions": versions},
    **{"sb3": baselines_rate("sb3"), "sbx": baselines_rate("sbx")},
}
values = [int(arg) if arg.isdigit() else arg for arg in sys.argv[2:]]
print(json.dumps(commands[sys.argv[1]](*values)))
