"""Gymnasium's own checkers, as it publishes them for everybody, on every environment of gymnasium-js."""

import gymnasium as gym
import numpy as np
import pytest
from bridge import IDS, NodeEnv
from gymnasium.utils.env_checker import check_env
from gymnasium.utils.env_match import check_environments_match


# The last bit of a sine differs from the C library's now and then, and these two carry it on.
WITH_SINES = ["Acrobot-v1", "Pendulum-v1"]
SAME_BYTES = [id for id in IDS if id not in WITH_SINES]


class Floats(gym.Wrapper):
    """JavaScript has one kind of number: -1 is -1.0, also where Python has an int or NumPy's float64."""

    def reset(self, **options):
        observation, info = self.env.reset(**options)
        return observation, self.info(info)

    def step(self, action):
        observation, reward, terminated, truncated, info = self.env.step(action)
        return observation, float(reward), terminated, truncated, self.info(info)

    def info(self, told):
        return {key: float(value) if key == "prob" else value for key, value in told.items()}


def python_env(id):
    return Floats(gym.make(id, disable_env_checker=True))


@pytest.mark.parametrize("id", IDS)
def test_check_env(id):
    """spaces, seeds, the state of the generator, what reset and step give"""
    check_env(NodeEnv(id), skip_render_check=True)


@pytest.mark.parametrize("seed", [0, 1, 123456789])
@pytest.mark.parametrize("id", SAME_BYTES)
def test_check_environments_match(id, seed):
    """300 steps of both: observations, rewards, ends and infos are equal"""
    check_environments_match(python_env(id), NodeEnv(id, whole=True), num_steps=300, seed=seed)


@pytest.mark.parametrize("seed", [0, 1, 123456789])
@pytest.mark.parametrize("id", WITH_SINES)
def test_check_environments_match_with_sines(id, seed):
    """fifty steps: the checker compares rewards exactly, so they are left out, and observations within 1e-5"""
    check_environments_match(python_env(id), NodeEnv(id, whole=True), num_steps=50, seed=seed, skip_rew=True)


@pytest.mark.parametrize("id", IDS)
def test_generators_agree(id):
    """after every step both generators of random numbers stand at the same place"""
    ours, theirs = NodeEnv(id, whole=True), python_env(id)
    theirs.action_space.seed(7)
    for seed in (3, None, None):
        ours.reset(seed=seed), theirs.reset(seed=seed)
        for _ in range(200):
            action = theirs.action_space.sample()
            *_, terminated, truncated, _ = ours.step(action)
            theirs.step(action)
            assert ours.np_random.bit_generator.state == theirs.unwrapped.np_random.bit_generator.state
            if terminated or truncated:
                break


@pytest.mark.parametrize("id", SAME_BYTES)
def test_same_bytes(id):
    """what a learner sees: the bytes of observations and rewards over ten episodes"""
    ours, theirs = NodeEnv(id, whole=True), python_env(id)
    theirs.action_space.seed(5)
    for episode in range(10):
        seed = 11 if episode == 0 else None
        assert np.asarray(ours.reset(seed=seed)[0]).tobytes() == np.asarray(theirs.reset(seed=seed)[0]).tobytes()
        for _ in range(100):
            action = theirs.action_space.sample()
            one, other = ours.step(action), theirs.step(action)
            assert np.asarray(one[0]).tobytes() == np.asarray(other[0]).tobytes()
            assert np.float64(one[1]).tobytes() == np.float64(other[1]).tobytes()
            assert one[2:4] == other[2:4]
            if one[2] or one[3]:
                break
