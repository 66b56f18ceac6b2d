"""Reference values for the RLlib client: what RLlib 2.60 itself sends, what it reads, and what its network answers.

usage: rllib_wire.py > data/golden/rllib.json     (packages: scripts/ray/requirements-rllib.txt; no Ray is started)
"""
import base64
import hashlib
import json

import gymnasium as gym
import msgpack
import msgpack_numpy
import numpy as np
import ray
import torch
from ray.rllib.algorithms.ppo import PPOConfig
from ray.rllib.core.rl_module.default_model_config import DefaultModelConfig
from ray.rllib.env.single_agent_episode import SingleAgentEpisode

msgpack_numpy.patch()
OBSERVATIONS = np.array([[0.1, -0.2, 0.03, 0.4], [0, 0, 0, 0], [-2.4, 3.1, -0.2, -2.9]], dtype=np.float32)
SPACES = gym.spaces.Box(-np.inf, np.inf, (4,), np.float32), gym.spaces.Discrete(2)


def packed(message) -> str:
    return base64.b64encode(msgpack.packb(message, use_bin_type=True)).decode()


def network(shared: bool, activation: str) -> dict:
    """A state as `EnvRunnerServerForExternalInference` sends it, and the logits of that network."""
    torch.manual_seed(3)
    model = DefaultModelConfig(fcnet_hiddens=[8, 6], fcnet_activation=activation, vf_share_layers=shared)
    config = PPOConfig().environment(observation_space=SPACES[0], action_space=SPACES[1]).rl_module(model_config=model)
    spec = config.get_rl_module_spec(spaces={"__env__": SPACES, "default_policy": SPACES}, inference_only=True)
    module = spec.build()
    with torch.no_grad():
        logits = module.forward_inference({"obs": torch.as_tensor(OBSERVATIONS)})["action_dist_inputs"].numpy()
    state = {"rl_module": module.get_state(), "weights_seq_no": 7}
    return {
        "activation": activation,
        "message": packed({"type": "SET_STATE", "state": state}),
        "names": list(state["rl_module"]),
        "logits": logits.tolist(),
    }


def column(data, finalized: bool = True) -> dict:
    return {"data": data, "lookback": 0, "finalized": finalized, "space": None}


def episodes() -> dict:
    """The second piece, of two steps, of an episode that ends there; RLlib reads it."""
    logits = np.array([[0.25, -0.5], [1.5, 2]], dtype=np.float32)
    state = {
        "id_": "gymnasium-js-3-1",
        "agent_id": None,
        "module_id": None,
        "multi_agent_episode_id": None,
        "t_started": 300,
        "t": 302,
        "is_terminated": True,
        "is_truncated": False,
        "_observation_space": None,
        "_action_space": None,
        "_start_time": 0,
        "_last_step_time": 0.5,
        "custom_data": {},
        "observations": column(OBSERVATIONS),
        "actions": column(np.array([1, 0])),
        "rewards": column(np.array([1.0, -0.5])),
        "infos": column([{}, {}, {}], finalized=False),
        "extra_model_outputs": {
            "action_dist_inputs": column(logits),
            "action_logp": column(np.array([-1.125, -0.25], dtype=np.float32)),
        },
    }
    message = packed({"type": "EPISODES_AND_GET_STATE", "episodes": [state], "timesteps": 2})
    read = msgpack.unpackb(base64.b64decode(message), raw=False)["episodes"][0]
    episode = SingleAgentEpisode.from_state(read)
    assert (len(episode), episode.get_return(), episode.is_done) == (2, 0.5, True)
    return {"observations": OBSERVATIONS.tolist(), "message": message}


def numbers() -> dict:
    """Every length and kind of number that the codec tells apart."""
    values = [0, 1, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296, -1, -32, -33, -129, -40000, -3000000000, 0.5, 1e300]
    values += ["", "a" * 31, "b" * 32, "ü" * 200, "c" * 300, [1] * 15, [1] * 16, None, True, False]
    values += [{str(i): i for i in range(16)}]
    return {"values": values, "message": packed(values), "messages": [packed(value) for value in values]}


def large() -> dict:
    """SHA-256 of what has 70,000 letters, bytes, items and keys."""
    length = 70000
    values = {"text": "c" * length, "bytes": bytes(length), "list": [0] * length, "map": {str(i): i for i in range(length)}}
    return {name: hashlib.sha256(base64.b64decode(packed(value))).hexdigest() for name, value in values.items()}


def arrays() -> list:
    kinds = ["<f4", "<f8", "<i4", "<i8", "|u1"]
    made = [{"kind": k, "shape": [2, 3], "values": list(range(6)), "message": packed(np.arange(6).astype(k).reshape(2, 3))} for k in kinds]
    return made + [{"kind": None, "values": [2.5], "message": packed(np.float32(2.5))}]


print(json.dumps({
    "made": f"scripts/golden/rllib_wire.py, ray {ray.__version__}, torch {torch.__version__}, msgpack {'.'.join(map(str, msgpack.version))}, msgpack-numpy 0.4.8",
    "networks": [network(shared, activation) for shared in (False, True) for activation in ("tanh", "relu")],
    "networkObservations": OBSERVATIONS.tolist(),
    "episodes": episodes(),
    "numbers": numbers(),
    "large": large(),
    "arrays": arrays(),
    "pickled": packed(np.array([{"a": 1}], dtype=object)),
}))
