"""Stable-Baselines3 trains on an environment of gymnasium-js and on Gymnasium's: the same bytes come, and the same policy is learned."""

import hashlib

import gymnasium as gym
import numpy as np
import pytest
import torch
from bridge import NodeEnv
from stable_baselines3 import DQN, PPO

torch.set_num_threads(1)


class Recorded(gym.Wrapper):
    """Hashes all that the learner sees and does."""

    def __init__(self, env):
        super().__init__(env)
        self.hash, self.steps, self.episodes = hashlib.sha256(), 0, 0

    def reset(self, **options):
        observation, info = self.env.reset(**options)
        self.hash.update(np.asarray(observation).tobytes())
        return observation, info

    def step(self, action):
        observation, reward, terminated, truncated, info = self.env.step(action)
        for seen in (action, observation, np.float64(reward), terminated, truncated):
            self.hash.update(np.asarray(seen).tobytes())
        self.steps += 1
        self.episodes += terminated or truncated
        return observation, reward, terminated, truncated, info


def train(algorithm, env):
    env = Recorded(env)
    settings = {"n_steps": 256} if algorithm is PPO else {"learning_starts": 200}
    model = algorithm("MlpPolicy", env, seed=3, device="cpu", **settings)
    model.learn(1024)
    parameters = hashlib.sha256()
    for name, value in sorted(model.policy.state_dict().items()):
        parameters.update(name.encode() + value.numpy().tobytes())
    return env.steps, env.episodes, env.hash.hexdigest(), parameters.hexdigest()


@pytest.mark.parametrize("id, algorithm", [("CartPole-v1", PPO), ("Taxi-v4", PPO), ("FrozenLake-v1", DQN)])
def test_same_training(id, algorithm):
    """1,024 steps: actions, observations, rewards and ends hash alike, and so do the parameters"""
    ours = train(algorithm, NodeEnv(id, whole=True))
    theirs = train(algorithm, gym.make(id))
    assert ours[0] >= 1024 and ours[1] > 1
    assert ours == theirs
