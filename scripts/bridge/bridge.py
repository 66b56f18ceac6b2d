"""Environments of gymnasium-js as Gymnasium environments: one Node process, spoken to over pipes."""

import base64
import json
import os
import re
import subprocess
from pathlib import Path

import gymnasium as gym
import numpy as np
from gymnasium import spaces

ERRORS = {
    "InvalidActionError": gym.error.InvalidAction,
    "ResetNeededError": gym.error.ResetNeeded,
    "InvalidArgumentError": ValueError,
    "InvalidSeedError": gym.error.Error,
    "ClosedError": gym.error.ClosedEnvironmentError,
}


class Node:
    """The process, started when it is first asked."""

    process = None

    @classmethod
    def ask(cls, operation, **request):
        if cls.process is None:
            server = Path(__file__).with_name("server.mjs")
            cls.process = subprocess.Popen([os.environ.get("NODE_BINARY", "node"), str(server)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        cls.process.stdin.write(json.dumps({"operation": operation, **request}, default=to_wire) + "\n")
        cls.process.stdin.flush()
        line = cls.process.stdout.readline()
        if not line:
            raise RuntimeError("the Node process has ended")
        answer = json.loads(line, object_hook=from_wire)
        if "error" in answer:
            raise ERRORS.get(answer["error"]["name"], RuntimeError)(answer["error"]["message"])
        return answer["result"]

    @classmethod
    def stop(cls):
        if cls.process is not None:
            cls.process.stdin.close()
            cls.process.stdout.close()
            cls.process.wait()
            cls.process = None


def to_wire(value):
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return value.item()
    if isinstance(value, np.ndarray) and value.dtype in (np.float32, np.float64):
        return {"dtype": str(value.dtype), "bytes": base64.b64encode(np.ascontiguousarray(value).tobytes()).decode()}
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise TypeError(f"{type(value)} cannot be sent")


def from_wire(value):
    if set(value) == {"dtype", "bytes"}:
        return np.frombuffer(base64.b64decode(value["bytes"]), dtype=value["dtype"]).copy()
    if set(value) == {"number"}:
        return float(value["number"].replace("Infinity", "inf"))
    return value


def camel(name):
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


def snake(name):
    return re.sub(r"[A-Z]", lambda found: "_" + found[0].lower(), name)


def space_of(told):
    if told["kind"] == "Tuple":
        return spaces.Tuple([space_of(inner) for inner in told["spaces"]])
    if told["kind"] == "Discrete":
        return spaces.Discrete(told["n"], start=told["start"])
    return spaces.Box(told["low"], told["high"], tuple(told["shape"]), np.dtype(told["dtype"]).type)


class NodeEnv(gym.Env):
    """One environment. Names that it does not have are looked up in Node, in camel case."""

    def __init__(self, id, render_mode=None, whole=False, **kwargs):
        options = {camel(key): value for key, value in kwargs.items()}
        if render_mode is not None:
            options["renderMode"] = render_mode
        told = Node.ask("make", id=id, options=options, whole=whole)
        metadata = {snake(key): value for key, value in told["metadata"].items()}
        own = {
            "handle": told["handle"],
            "observation_space": space_of(told["observationSpace"]),
            "action_space": space_of(told["actionSpace"]),
            "metadata": metadata,
            "render_mode": render_mode,
        }
        self.__dict__.update(own)

    def reset(self, *, seed=None, options=None):
        asked = {} if seed is None else {"seed": seed}
        if options is not None:
            asked["options"] = {camel(key): value for key, value in options.items()}
        told = Node.ask("reset", handle=self.handle, options=asked)
        if seed is not None:
            self._np_random_seed = seed
        self.remember(told["random"])
        return self.observation(told["observation"]), self.info(told["info"])

    def step(self, action):
        told = Node.ask("step", handle=self.handle, action=action)
        self.remember(told["random"])
        return (
            self.observation(told["observation"]),
            float(told["reward"]),
            told["terminated"],
            told["truncated"],
            self.info(told["info"]),
        )

    def remember(self, told):
        """A NumPy generator where the environment's own is: state for state."""
        bits = np.random.PCG64(0)
        bits.state = {**told, "state": {key: int(value) for key, value in told["state"].items()}}
        self._np_random = np.random.Generator(bits)

    def observation(self, value):
        return tuple(value) if isinstance(value, list) else value

    def info(self, told):
        """JSON writes 1.0 as 1: what is a probability is a float again."""
        return {snake(key): float(value) if key == "prob" else value for key, value in told.items()}

    def render(self):
        return Node.ask("render", handle=self.handle)

    def close(self):
        Node.ask("close", handle=self.handle)

    def __getattr__(self, name):
        if name.startswith("_") or not Node.ask("has", handle=self.handle, name=camel(name)):
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        return Node.ask("get", handle=self.handle, name=camel(name))

    def __setattr__(self, name, value):
        if not name.startswith("_") and not hasattr(gym.Env, name) and Node.ask("has", handle=self.__dict__["handle"], name=camel(name)):
            Node.ask("set", handle=self.handle, name=camel(name), value=value)
        else:
            super().__setattr__(name, value)


IDS = """CartPole-v0 CartPole-v1 Pendulum-v1 Acrobot-v1 MountainCar-v0 MountainCarContinuous-v0 FrozenLake-v1 FrozenLake8x8-v1
CliffWalking-v1 CliffWalkingSlippery-v1 Taxi-v4 Blackjack-v1""".split()
