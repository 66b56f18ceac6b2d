"""Reference values for the lunar landers of lib/gymnasium-js, computed with Gymnasium on Box2D.

Run: python lunar_golden.py OUTDIR   (made with numpy 2.4.6, gymnasium 1.4.0, box2d 2.3.10, pygame 2.6.1; the last is imported and not used)
Writes gym_lunar.json: how flights begin, what Gymnasium makes of states, what its pilot does in them, and returns over 1,000 episodes.
One of the policies is trained: lunar_policy.mjs wrote its weights, data/golden/lunar_policy.json.
Box2D computes in float32 and its JavaScript port in float64, so flights agree until something touches, and returns in distribution.
"""
import json
import os
import sys

import gymnasium as gym
import numpy as np
from gymnasium.envs.box2d.lunar_lander import heuristic
from gymnasium_golden import plain

DISCRETE, CONTINUOUS = 'LunarLander-v3', 'LunarLanderContinuous-v3'
WINDY = dict(enable_wind=True, wind_power=18.0, turbulence_power=1.9)
FLIGHTS = [
    (DISCRETE, {}, 5),
    (DISCRETE, {}, 6),
    (DISCRETE, WINDY, 7),
    (DISCRETE, dict(gravity=-3.7), 8),
    (CONTINUOUS, {}, 9),
    (CONTINUOUS, WINDY, 10),
]
EPISODES = 1000


def sampled(env, _):
    return env.action_space.sample()


def trained():
    """The likeliest actions of data/golden/lunar_policy.json, which lunar_policy.mjs trained."""
    path = os.path.join(os.path.dirname(__file__), '..', '..', 'data', 'golden', 'lunar_policy.json')
    with open(path) as file:
        layers = [np.reshape(layer['values'], layer['shape']) for layer in json.load(file)['layers']]

    def decide(_, observation):
        x = observation.astype(np.float64)
        for weights, biases in zip(layers[:-2:2], layers[1:-2:2]):
            x = np.tanh(x @ weights + biases)
        return int(np.argmax(x @ layers[-2] + layers[-1]))

    return decide


def make(env_id, kwargs):
    return gym.make(env_id, disable_env_checker=True, **kwargs)


def precise(lander):
    """The observation before it is rounded to float32, from the bodies themselves."""
    body = lander.lander
    return [
        (body.position.x - 10) / 10,
        (body.position.y - (lander.helipad_y + 0.6)) / (20 / 3),
        body.linearVelocity.x * 10 / 50,
        body.linearVelocity.y * (20 / 3) / 50,
        body.angle,
        20.0 * body.angularVelocity / 50,
        *(float(leg.ground_contact) for leg in lander.legs),
    ]


def flight(env_id, kwargs, seed, steps=50):
    """The beginning of an episode, sampled actions, far from the ground; the heights of the moon, and the angles of the legs at the end."""
    env = make(env_id, kwargs)
    env.action_space.seed(seed)
    observation, _ = env.reset(seed=seed)
    record = dict(id=env_id, kwargs=kwargs, seed=seed, first=observation, steps=[])
    for _ in range(steps):
        action = env.action_space.sample()
        observation, reward, terminated, _, _ = env.step(action)
        touched = env.unwrapped.game_over or any(leg.ground_contact for leg in env.unwrapped.legs)
        if terminated or touched:
            break
        record['steps'].append([action, observation, float(reward)])
    lander = env.unwrapped
    record['terrain'] = [point[1] for point, *_ in lander.sky_polys] + [lander.sky_polys[-1][1][1]]
    record['swing'] = [leg.angle - lander.lander.angle for leg in lander.legs]
    return record


def judged(env_id, kwargs, policy, seed):
    """A whole episode: for every step action, state, shaping, reward, whether the lander crashed, left or lies still, and the pilot's next action."""
    env = make(env_id, kwargs)
    lander = env.unwrapped
    env.action_space.seed(seed)
    observation, _ = env.reset(seed=seed)
    record = dict(id=env_id, seed=seed, first=lander.prev_shaping, steps=[])
    over = False
    while not over:
        action = policy(env, observation)
        observation, reward, terminated, truncated, _ = env.step(action)
        over = terminated or truncated
        fate = 'landed' if not lander.lander.awake else 'crashed' if terminated else 'flying'
        state = precise(lander)
        record['steps'].append([action, state, float(lander.prev_shaping), float(reward), fate, heuristic(env, state)])
    return record


def returns(env_id, policy, first_seed):
    """Returns and lengths of episodes from seeds in a row, as drawn."""
    env = make(env_id, {})
    env.action_space.seed(first_seed)
    totals, lengths = [], []
    for seed in range(first_seed, first_seed + EPISODES):
        observation, _ = env.reset(seed=seed)
        total, length, over = 0.0, 0, False
        while not over:
            observation, reward, terminated, truncated, _ = env.step(policy(env, observation))
            total, length, over = total + reward, length + 1, terminated or truncated
        totals.append(total)
        lengths.append(length)
    quantiles = np.quantile(totals, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    summary = dict(mean=round(np.mean(totals), 3), std=round(np.std(totals, ddof=1), 3), quantiles=np.round(quantiles, 3))
    return dict(**summary, returns=np.round(totals, 3), lengths=lengths)


if __name__ == '__main__':
    policies = [(env_id, name, policy) for env_id in (DISCRETE, CONTINUOUS) for name, policy in (('random', sampled), ('heuristic', heuristic))]
    policies.append((DISCRETE, 'trained', trained()))
    content = dict(
        flights=[flight(*world) for world in FLIGHTS],
        judged=[judged(env_id, kwargs, policy, seed) for env_id in (DISCRETE, CONTINUOUS) for kwargs, policy, seed in (({}, sampled, 1), (WINDY, sampled, 2), ({}, heuristic, 3))],
        returns=[dict(id=env_id, policy=name, **returns(env_id, policy, 20_000)) for env_id, name, policy in policies],
    )
    with open(os.path.join(sys.argv[1], 'gym_lunar.json'), 'w') as file:
        json.dump(plain(content), file, separators=(',', ':'), allow_nan=False)
