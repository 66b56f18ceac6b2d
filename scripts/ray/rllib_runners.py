"""RLlib's env runners, asked for one batch after the other: see runners.mjs, which starts this.

usage: rllib_runners.py RUNNERS ENVS_PER_RUNNER FRAGMENT     prints {"ready": version, "address": of Ray}; then for every line that it reads
one batch is sampled, as PPO of RLlib samples it, and {"seconds": ..., "steps": ...} printed.
"""
import json
import os
import sys
import time

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def say(**fields) -> None:
    print(json.dumps(fields), file=answers, flush=True)


def main(runners: int, envs: int, fragment: int) -> None:
    import ray
    from ray.rllib.algorithms.ppo import PPOConfig
    from ray.rllib.core.rl_module.default_model_config import DefaultModelConfig
    from ray.rllib.execution.rollout_ops import synchronous_parallel_sample

    ray.init(num_cpus=2 * runners + 2, include_dashboard=False, object_store_memory=200_000_000, log_to_driver=False)
    model = DefaultModelConfig(fcnet_hiddens=[64, 64], fcnet_activation="tanh", vf_share_layers=False)
    batch = runners * envs * fragment
    config = (
        PPOConfig()
        .environment("CartPole-v1")
        .env_runners(num_env_runners=runners, num_envs_per_env_runner=envs, rollout_fragment_length=fragment)
        .training(train_batch_size_per_learner=batch)
        .rl_module(model_config=model)
        .debugging(seed=1, log_level="WARN")
    )
    algo = config.build_algo()
    say(ready=ray.__version__, address=ray.get_runtime_context().gcs_address)
    for _ in sys.stdin:
        began = time.perf_counter()
        episodes, _ = synchronous_parallel_sample(
            worker_set=algo.env_runner_group, max_env_steps=batch, _uses_new_env_runners=True, _return_metrics=True
        )
        seconds = time.perf_counter() - began
        say(seconds=seconds, steps=sum(len(episode) for episode in episodes))


main(*map(int, sys.argv[1:]))
os._exit(0)
