"""The RLlib program of a source ("PPO deep dive", distributed_ppo.py), line by line, and the corrected one.

usage: rllib_source.py lines                    every line alone, in the program that the lines before it, repaired, have made
       rllib_source.py curve SEED ITERATIONS    the corrected program
Prints one JSON object a line.
"""
import json
import logging
import os
import sys
import tempfile
from typing import Callable, NamedTuple, Optional


class Line(NamedTuple):
    number: int
    text: str
    """The call that this line is a keyword of; None: the line is a statement."""
    call: Optional[str] = None
    """What stands there today: another text, or call and text."""
    today: Optional[str] = None


IMPORTS = [
    Line(1, "import ray"),
    Line(2, "import torch"),
    Line(3, "import numpy as np"),
    Line(4, "from ray import tune"),
    Line(5, "from ray.rllib.algorithms.ppo import PPOConfig"),
]
CONFIG = [
    Line(12, "lr=3e-4", "training"),
    Line(13, "train_batch_size=4000", "training", "training(train_batch_size_per_learner=4096)"),
    Line(14, "sgd_minibatch_size=256", "training", "training(minibatch_size=256)"),
    Line(15, "num_sgd_iter=10", "training", "training(num_epochs=10)"),
    Line(16, "clip_param=0.2", "training"),
    Line(17, "lambda_=0.95", "training"),
    Line(18, "gamma=0.99", "training"),
    Line(19, "entropy_coeff=0.01", "training"),
    Line(20, "vf_loss_coeff=0.5", "training"),
    Line(21, "grad_clip=0.5", "training"),
    Line(24, "num_gpus=1", "resources", "learners(num_gpus_per_learner=0)"),
    Line(25, "num_cpus_per_worker=2", "resources", "env_runners(num_cpus_per_env_runner=2)"),
    Line(26, "num_workers=16", "resources", "env_runners(num_env_runners=16)"),
    Line(29, "num_rollout_workers=16", "rollouts", "env_runners(num_env_runners=16)"),
    Line(30, "rollout_fragment_length=256", "rollouts", "env_runners(rollout_fragment_length=256)"),
    Line(31, 'batch_mode="truncate_episodes"', "rollouts", 'env_runners(batch_mode="truncate_episodes")'),
    Line(33, 'log_level="INFO"', "debugging"),
    Line(35, "recreate_failed_workers=True", "fault_tolerance", "fault_tolerance(restart_failed_env_runners=True)"),
    Line(
        36,
        "num_consecutive_worker_failures_tolerance=5",
        "fault_tolerance",
        "fault_tolerance(num_consecutive_env_runner_failures_tolerance=5)",
    ),
]
ATTACH = Line(42, 'ray.init(address="auto")', None, "ray.init()")
LOOP = [
    Line(43, "trainer = config.build()", None, "trainer = config.build_algo()"),
    Line(45, "result = trainer.train()"),
    Line(47, "result['episode_reward_mean']", None, "result['env_runners']['episode_return_mean']"),
    Line(48, "result['info']['learner']['kl']", None, "result['learners']['default_policy']['mean_kl_loss']"),
    Line(
        49,
        "result['timesteps_total']/result['time_total_s']",
        None,
        "result['num_env_steps_sampled_lifetime']/result['time_total_s']",
    ),
    Line(50, 'trainer.save(f"/checkpoints/ppo_iter_{i}")', None, 'trainer.save_to_path(f"/checkpoints/ppo_iter_{i}")'),
    Line(51, "ray.shutdown()"),
]


# The sixteen environments stand in two processes here, not in sixteen: the batch is the same. A busy machine gets the time that it takes.
HERE = {"num_env_runners": 2, "num_envs_per_env_runner": 8, "num_cpus_per_env_runner": 1, "sample_timeout_s": 1200}


class Warnings(logging.Handler):
    """What Ray says of old names where it still takes them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def say(**fields) -> None:
    print(json.dumps(fields), file=answers, flush=True)


def attempt(action: Callable[[], object]) -> Optional[str]:
    from ray.util.debug import reset_log_once

    reset_log_once()  # RLlib refuses some old names at the first call only
    try:
        action()
        return None
    except Exception as error:
        first = (str(error).strip() or "no message").splitlines()[0]
        return f"{type(error).__name__}: {first}"[:400]


def old_calls(names: dict) -> None:
    """The chain as it stands: which of its calls stops the program."""
    config = names["PPOConfig"]().environment("CartPole-v1")
    for call in dict.fromkeys(line.call for line in CONFIG):
        lines = [line for line in CONFIG if line.call == call]
        text = f".{call}({', '.join(line.text for line in lines)})"
        error = attempt(lambda: eval(f"config{text}", {**names, "config": config}))
        say(kind="call", firstLine=lines[0].number - (len(lines) > 1), text=text, error=error)


def today(names: dict) -> None:
    """The configuration in the names of today."""
    names["config"] = names["PPOConfig"]().environment("CartPole-v1")
    for line in CONFIG:
        exec(f"config = config.{line.today or f'{line.call}({line.text})'}", names)


def old_line(line: Line, names: dict) -> None:
    """This line alone as it stood, in the configuration of today, which is then checked as `build` would."""
    config = names["config"].copy(copy_frozen=False)
    eval(f"config.{line.call}({line.text})", {"config": config})
    config.validate()


def run_lines() -> None:
    warnings, names = Warnings(), {"i": 0}

    def each(line: Line, action: Callable[[], object]) -> bool:
        warnings.said.clear()
        error = attempt(action)
        say(kind="line", line=line.number, text=line.text, error=error, warning=next(iter(warnings.said), None), today=line.today)
        return error is None

    for line in IMPORTS:
        each(line, lambda: exec(line.text, names))
    logging.getLogger("ray").addHandler(warnings)
    old_calls(names)
    today(names)
    for line in CONFIG:
        each(line, lambda: old_line(line, names))
    asked = names["config"].copy(copy_frozen=False).resources(num_gpus=1)
    say(kind="gpu", bundles=asked.algo_class.default_resource_request(asked).bundles)
    each(ATTACH, lambda: exec(ATTACH.text, names))
    start(names["ray"])
    names["config"] = names["config"].env_runners(**HERE)
    for line in LOOP:
        # Not in the root of the disk: a folder of this run stands for /checkpoints.
        here = [text and text.replace("/checkpoints", f"{os.environ['HOME']}/checkpoints") for text in (line.text, line.today)]
        if not each(line, lambda: exec(here[0], names)) and here[1]:
            exec(here[1], names)


def start(ray) -> None:
    ray.init(num_cpus=4, include_dashboard=False, object_store_memory=200_000_000, log_to_driver=False)


def run_curve(seed: int, iterations: int) -> None:
    """The corrected program."""
    names: dict = {}
    for line in IMPORTS:
        exec(line.text, names)
    today(names)
    config = names["config"].env_runners(**HERE).debugging(seed=seed, log_level="WARN")
    start(names["ray"])
    trainer = config.build_algo()
    for i in range(iterations):
        result = trainer.train()
        if i % 10 == 0:
            row = {key: eval(line.today, {"result": result}) for key, line in zip(("reward", "kl"), LOOP[2:4])}
            steps = int(result["num_env_steps_sampled_lifetime"])
            row = {key: round(float(value), 6) for key, value in row.items()}
            say(kind="row", seed=seed, iteration=i, **row, steps=steps)


answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
if sys.argv[1] == "lines":
    import ray

    say(kind="about", ray=ray.__version__)
    run_lines()
else:
    run_curve(int(sys.argv[2]), int(sys.argv[3]))
os._exit(0)
