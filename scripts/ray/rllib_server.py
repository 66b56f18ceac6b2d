"""RLlib's PPO, learning CartPole from what clients outside play: see lib/ppo/src/rllib.

usage: rllib_server.py PORT RUNNERS BATCH SECONDS SEED     (runner k of 1..RUNNERS listens on PORT + k)
Prints one JSON object a line: {"ready": ...} once, then one an iteration. Ends at a mean return of 450, or after SECONDS.
"""
import json
import sys
import time

import gymnasium as gym
import numpy as np
import ray
from ray.rllib.algorithms.ppo import PPOConfig
from ray.rllib.core.rl_module.default_model_config import DefaultModelConfig
from rllib_runner import PatientServer


def config(port: int, runners: int, batch: int, seed: int) -> PPOConfig:
    return (
        PPOConfig()
        .environment(
            observation_space=gym.spaces.Box(-np.inf, np.inf, (4,), np.float32),
            action_space=gym.spaces.Discrete(2),
            env_config={"port": port},
        )
        .env_runners(env_runner_cls=PatientServer, num_env_runners=runners)
        .training(
            lr=3e-4, train_batch_size_per_learner=batch, minibatch_size=256, num_epochs=10, lambda_=0.95, clip_param=0.2
        )
        .rl_module(model_config=DefaultModelConfig(fcnet_hiddens=[64, 64], fcnet_activation="tanh", vf_share_layers=False))
        .debugging(seed=seed)
    )


def main(port: int, runners: int, batch: int, seconds: int, seed: int) -> None:
    ray.init(num_cpus=runners + 1, include_dashboard=False, object_store_memory=100_000_000, log_to_driver=False)
    algo = config(port, runners, batch, seed).build_algo()
    print(json.dumps({"ready": ray.__version__}), flush=True)
    started, mean, iteration = time.monotonic(), 0.0, 0
    while time.monotonic() - started < seconds and not (mean >= 450 and iteration > 1):
        result = algo.train()
        iteration += 1
        runner = result["env_runners"]
        mean = float(runner.get("episode_return_mean", 0))
        steps = int(runner.get("num_env_steps_sampled_lifetime", 0))
        print(json.dumps({"iteration": iteration, "steps": steps, "meanReturn": mean, "seconds": time.monotonic() - started}), flush=True)
    algo.stop()
    ray.shutdown()


main(*map(int, sys.argv[1:]))
