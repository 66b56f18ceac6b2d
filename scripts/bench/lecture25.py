"""Lecture 25's program in PyTorch: PPO on Pendulum-v1, episode by episode, and its A2C twin. What npm run bench measures ppo-lib against,
and what scripts/golden/lecture25_golden.py takes its reference values from.

usage: lecture25.py ppo|a2c EPISODES SEED [PASSES]
One JSON object on the last line. One thread, whatever the machine has. The first ten episodes warm up and are not timed.
"""
import copy
import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import gymnasium as gym
import numpy as np
import torch
from torch import nn
from torch.distributions.normal import Normal

torch.set_num_threads(1)

LIMIT, GAMMA, LAMBDA, CLIP, ENTROPY, ROWS = 2.0, 0.95, 0.85, 0.2, 0.01, 32
PASSES = {"ppo": 2, "a2c": 5}


def network(inputs, width, outputs):
    return nn.Sequential(
        nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, outputs)
    )


def policy_of(actor, obs):
    """Mean 2 tanh(first output); standard deviation |second output| (the lecture's `var`)."""
    output = actor(obs)
    return Normal(LIMIT * torch.tanh(output[..., :1]), output[..., 1:].abs())


class Agent:
    """Actor and critic with an Adam each. `algorithm`: "ppo" clips the ratio, "a2c" takes the log-probability as it is."""

    def __init__(self, algorithm, width=128, observations=3):
        self.algorithm = algorithm
        self.actor, self.critic = network(observations, width, 2), network(observations, width, 1)
        self.frozen_actor, self.frozen_critic = copy.deepcopy(self.actor), copy.deepcopy(self.critic)
        self.actor_adam = torch.optim.Adam(self.actor.parameters(), lr=1e-4)
        self.critic_adam = torch.optim.Adam(self.critic.parameters(), lr=1e-3)

    def act(self, obs):
        """One action, clipped to the limits before anybody stores it."""
        with torch.no_grad():
            return policy_of(self.actor, torch.as_tensor(obs)).sample().numpy().clip(-LIMIT, LIMIT)

    def freeze(self):
        """The networks as they were when the episode was played; all passes over it use these."""
        self.frozen_actor.load_state_dict(self.actor.state_dict())
        self.frozen_critic.load_state_dict(self.critic.state_dict())

    def judge(self, obs, actions, rewards, next_obs, done):
        """Advantages, returns and old log-probabilities, all by the frozen networks."""
        with torch.no_grad():
            values = self.frozen_critic(obs).numpy().squeeze(-1)
            next_values = self.frozen_critic(next_obs).numpy().squeeze(-1)
            old_log_probs = policy_of(self.frozen_actor, obs).log_prob(actions)
        deltas = rewards + GAMMA * next_values - values  # the lecture's: no (1 - done) here
        advantages, running = np.zeros_like(deltas), 0.0
        for t in reversed(range(len(deltas))):
            advantages[t] = running = deltas[t] + (1 - done[t]) * GAMMA * LAMBDA * running
        dtype = obs.dtype
        as_tensor = lambda column: torch.as_tensor(column, dtype=dtype)
        return as_tensor(advantages), as_tensor(advantages + values), old_log_probs

    def actor_loss(self, obs, actions, advantages, old_log_probs):
        """The loss that the lecture prints, its entropy bonus included, and the entropy."""
        policy = policy_of(self.actor, obs)
        log_probs = policy.log_prob(actions)
        if self.algorithm == "ppo":
            ratio = (log_probs - old_log_probs).exp().squeeze(-1)
            loss = -torch.min(ratio * advantages, ratio.clamp(1 - CLIP, 1 + CLIP) * advantages).mean()
        else:
            loss = -(log_probs.squeeze(-1) * advantages).mean()
        entropy = policy.entropy().mean()
        return loss - ENTROPY * entropy, entropy

    def critic_loss(self, obs, returns):
        return nn.functional.mse_loss(self.critic(obs).squeeze(-1), returns)

    def one_pass(self, episode):
        """All minibatches in the order of time; returns the three losses of each."""
        obs, actions = episode[:2]
        advantages, returns, old_log_probs = self.judge(*episode)
        losses = []
        for start in range(0, len(obs), ROWS):
            rows = slice(start, start + ROWS)
            actor_loss, entropy = self.actor_loss(obs[rows], actions[rows], advantages[rows], old_log_probs[rows])
            self.actor_adam.zero_grad()
            actor_loss.backward()
            self.actor_adam.step()
            critic_loss = self.critic_loss(obs[rows], returns[rows])
            self.critic_adam.zero_grad()
            critic_loss.backward()
            self.critic_adam.step()
            losses.append((actor_loss, critic_loss, entropy))
        return losses


def play(env, agent, seed=None):
    """One episode: observations, actions, rewards, next observations and the flags `terminated`."""
    columns = [], [], [], [], []
    obs, _ = env.reset(seed=seed)
    while True:
        action = agent.act(obs)
        next_obs, reward, terminated, truncated, _ = env.step(action)
        for column, item in zip(columns, (obs, action, reward, next_obs, float(terminated))):
            column.append(item)
        if terminated or truncated:
            break
        obs = next_obs
    obs, actions, rewards, next_obs, done = (np.array(column) for column in columns)
    tensor = lambda array: torch.as_tensor(array, dtype=torch.float32)
    return tensor(obs), tensor(actions), rewards, tensor(next_obs), done


def run(algorithm, episodes, seed, passes):
    torch.manual_seed(seed)
    env, agent = gym.make("Pendulum-v1"), Agent(algorithm)
    log = {"loss_v": [], "loss_act": [], "loss_ent": [], "reward": []}
    for i in range(episodes):
        if i == 10:
            wall, processor = time.perf_counter(), time.process_time()
        episode = play(env, agent, seed if i == 0 else None)
        agent.freeze()
        for _ in range(passes):
            losses = agent.one_pass(episode)
        actor_loss, critic_loss, entropy = (loss.item() for loss in losses[-1])
        for name, number in zip(log, (critic_loss, actor_loss, entropy, float(episode[2].sum()))):
            log[name].append(number)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    steps = 200 * (episodes - 10)
    rates = {"perSecond": steps / wall, "perProcessorSecond": steps / processor}
    return {**rates, "meanReturn100": float(np.mean(log["reward"][-100:])), "log": log}


if __name__ == "__main__":
    algorithm, episodes, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    passes = int(sys.argv[4]) if len(sys.argv) > 4 else PASSES[algorithm]
    print(json.dumps(run(algorithm, episodes, seed, passes)))
