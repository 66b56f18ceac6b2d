"""For pytest -p plugin: the classes of Gymnasium's environments are those of gymnasium-js, so that `make` and imports in its tests give them.
What gymnasium-js does not have is taken out of Gymnasium's registry."""

import gymnasium as gym
from bridge import IDS, NodeEnv
from gymnasium.envs.registration import load_env_creator, registry


def replaced(original, id):
    """A class with the original's name and constants, whose instances live in Node."""

    def construct(self, **kwargs):
        NodeEnv.__init__(self, id, **kwargs)

    constants = {key: value for key, value in vars(original).items() if key.isupper()}
    return type(original.__name__, (NodeEnv,), {**constants, "__init__": construct, "__module__": original.__module__})


def pytest_configure():
    classes = {}
    for id in list(registry):
        spec = registry[id]
        if id not in IDS:
            del registry[id]
            continue
        module, name = spec.entry_point.split(":")
        if (module, name) not in classes:
            classes[module, name] = replaced(load_env_creator(spec.entry_point), id)
        owner = __import__(module, fromlist=[name])
        setattr(owner, name, classes[module, name])
        spec.vector_entry_point = None
    for (_, name), made in classes.items():
        for package in (gym.envs.classic_control, gym.envs.toy_text):
            if hasattr(package, name):
                setattr(package, name, made)
