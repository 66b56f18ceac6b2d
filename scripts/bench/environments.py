"""Steps per second of Python Gymnasium; called by environments.mjs. Usage: environments.py single|vector|sync ENV_ID [NUM_ENVS]"""
import sys
import time
import warnings

import gymnasium as gym
import numpy as np

warnings.simplefilter('ignore')
kind, env_id = sys.argv[1:3]
bits = ((np.arange(65536, dtype=np.uint64) * 2654435761) >> 16) & 1


def actions_for(space, pushes):
    if isinstance(space, gym.spaces.Box):
        return (4.0 * pushes - 2.0).astype(np.float32).reshape(-1, 1)
    return (pushes if space.n == 2 else 2 * pushes).astype(np.int64)


if kind == 'single':
    env = gym.make(env_id)
    env.reset(seed=0)
    actions = list(actions_for(env.action_space, bits))
    if not isinstance(env.action_space, gym.spaces.Box):
        actions = [int(action) for action in actions]

    def run(steps):
        for i in range(steps):
            _, _, terminated, truncated, _ = env.step(actions[i])
            if terminated or truncated:
                env.reset()

    steps, count = 40_000, 1
else:
    count = int(sys.argv[3])
    mode = dict(vectorization_mode='sync') if kind == 'sync' else dict(vectorization_mode='vector_entry_point')
    envs = gym.make_vec(env_id, num_envs=count, **mode)
    envs.reset(seed=0)
    batches = [actions_for(envs.single_action_space, bits[k * count % 32768:][:count]) for k in range(32)]

    def run(steps):
        for k in range(steps):
            envs.step(batches[k % 32])

    steps = 300 if kind == 'sync' else 2_000

run(steps // 8)
started = time.perf_counter()
run(steps)
print(steps * count / (time.perf_counter() - started))
