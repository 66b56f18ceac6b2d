"""Reference values for the tabular worlds of lib/gymnasium-js: FrozenLake, CliffWalking, Taxi and Blackjack, computed with Gymnasium.

Run: python tabular_golden.py OUTDIR   (made with numpy 2.4.6, gymnasium 1.4.0)
Writes gym_tabular.json. The worlds compute with float64 and integers alone, so every number has to come out the same.
"""
import json
import os
import sys
import warnings

import gymnasium as gym
import numpy as np
from gymnasium.envs.toy_text.frozen_lake import generate_random_map
from gymnasium.vector import AutoresetMode, SyncVectorEnv
from gymnasium_golden import plain

warnings.filterwarnings('ignore', message='.*out of date.*')

TWO_STARTS = ['FSFHF', 'SFHFF', 'FFFFG']
LAKES = [
    ('FrozenLake-v1', {}),
    ('FrozenLake-v1', dict(is_slippery=False)),
    ('FrozenLake-v1', dict(map_name='8x8', is_slippery=False)),
    ('FrozenLake8x8-v1', {}),
    ('FrozenLake-v1', dict(success_rate=0.75, reward_schedule=[10, -5, -0.5])),
    ('FrozenLake-v1', dict(desc=TWO_STARTS)),
    ('FrozenLake-v1', dict(desc=generate_random_map(6, 0.7, 3), is_slippery=False, success_rate=0.2)),
]
CLIFFS = [('CliffWalking-v1', {}), ('CliffWalkingSlippery-v1', {}), ('CliffWalking-v1', dict(is_slippery=True))]
TAXIS = [
    ('Taxi-v4', {}),
    ('Taxi-v4', dict(is_rainy=True)),
    ('Taxi-v4', dict(fickle_passenger=True, fickle_probability=0.9)),
    ('Taxi-v4', dict(is_rainy=True, rainy_probability=0.55, fickle_passenger=True)),
]
CARDS = [('Blackjack-v1', {}), ('Blackjack-v1', dict(sab=False)), ('Blackjack-v1', dict(sab=False, natural=True))]


def table(env_id, kwargs):
    """`P` as four lists, one entry per outcome, in the order of states, actions, outcomes; and where episodes start."""
    env = gym.make(env_id, **kwargs).unwrapped
    outcomes = [outcome for actions in env.P.values() for listed in actions.values() for outcome in listed]
    counts = [len(listed) for actions in env.P.values() for listed in actions.values()]
    columns = [list(column) for column in zip(*outcomes)]
    starts = {int(s): env.initial_state_distrib[s] for s in np.flatnonzero(env.initial_state_distrib)}
    return dict(id=env_id, kwargs=kwargs, states=len(env.P), actions=len(env.P[0]), counts=short(counts), probability=short(columns[0]), next=columns[1], reward=short(columns[2]), terminated=short([int(t) for t in columns[3]]), starts=starts)


def short(values):
    """Runs of one value as [value, how often]."""
    runs = []
    for value in values:
        if runs and runs[-1][0] == value:
            runs[-1][1] += 1
        else:
            runs.append([value, 1])
    return runs


def told(info):
    """What an info says, where it says anything: the probability and the action mask, as in '110100'."""
    mask = [''.join(str(bit) for bit in info['action_mask'])] if 'action_mask' in info else []
    return [info['prob'], *mask] if 'prob' in info else []


def trajectory(env_id, kwargs, seed, steps, competent=False):
    """Sampled actions; with `competent`, only those that Taxi's mask allows, so that passengers are picked up and delivered."""
    env = gym.make(env_id, **kwargs)
    env.action_space.seed(seed + 1)
    observation, info = env.reset(seed=seed)
    record = dict(id=env_id, kwargs=kwargs, seed=seed, competent=competent, first=[observation, *told(info)], steps=[])
    for _ in range(steps):
        action = env.action_space.sample(info['action_mask']) if competent else env.action_space.sample()
        observation, reward, terminated, truncated, info = env.step(action)
        row = [action, observation, reward, int(terminated), int(truncated), *told(info)]
        if terminated or truncated:
            observation, info = env.reset()
            row = [row, [observation, *told(info)]]
        record['steps'].append(row)
    return record


def trajectories():
    for env_id, kwargs in LAKES + CLIFFS + CARDS:
        for seed in (0, 11, 2**53 - 1):
            yield trajectory(env_id, kwargs, seed, 80)
    for env_id, kwargs in TAXIS:
        yield trajectory(env_id, kwargs, 5, 220)
        yield trajectory(env_id, kwargs, 6, 260, competent=True)


def steps(env_id, kwargs, states, actions, seed=1, fickle=False):
    """One step from every state with every action; draws follow each other in the order of the rows."""
    env = gym.make(env_id, max_episode_steps=-1, **kwargs)
    env.reset(seed=seed)
    rows = []
    for state in states:
        for action in actions:
            env.unwrapped.s = state
            if fickle:
                env.unwrapped.fickle_step = True
            observation, reward, terminated, _, info = env.step(action)
            rows.append([state, action, observation, reward, int(terminated), *told(info)])
    return dict(id=env_id, kwargs=kwargs, seed=seed, fickle=fickle, rows=rows)


def constructed():
    for env_id, kwargs in LAKES[:2] + CLIFFS[:2]:
        yield steps(env_id, kwargs, range(gym.make(env_id).observation_space.n), range(4))
    yield steps('Taxi-v4', {}, range(0, 500, 13), range(6))
    yield steps('Taxi-v4', dict(is_rainy=True), range(3, 500, 29), range(6))
    yield steps('Taxi-v4', dict(fickle_passenger=True), range(16, 500, 31), range(6), fickle=True)


def cards():
    """Blackjack from constructed hands, sticking and hitting: naturals, aces, busts, ties; dealers that draw and that do not."""
    players = [[1, 10], [10, 1], [10, 10], [5, 6, 10], [2, 3], [1, 6], [1, 1], [10, 6, 5], [1, 10, 10], [9, 8], [1, 5, 5]]
    dealers = [[1, 10], [10, 7], [1, 6], [10, 10], [2, 3], [10, 6], [1, 5], [9, 9]]
    for kwargs in (kwargs for _, kwargs in CARDS):
        env = gym.make('Blackjack-v1', **kwargs)
        env.reset(seed=2)
        rows = []
        for player in players:
            for dealer in dealers:
                for action in (0, 1):
                    env.unwrapped.player, env.unwrapped.dealer = list(player), list(dealer)
                    observation, reward, terminated, _, _ = env.step(action)
                    rows.append([player, dealer, action, observation, reward, terminated, env.unwrapped.player, env.unwrapped.dealer])
        yield dict(kwargs=kwargs, seed=2, rows=rows)


def vector_run(env_id, mode, seed, kwargs):
    envs = SyncVectorEnv([lambda: gym.make(env_id, **kwargs)] * 3, autoreset_mode=mode)
    envs.action_space.seed(seed + 1)
    observations, _ = envs.reset(seed=seed)
    record = dict(id=env_id, kwargs=kwargs, mode=mode.value, seed=seed, first=observations, steps=[])
    for _ in range(40):
        actions = envs.action_space.sample()
        observations, rewards, terminated, truncated, info = envs.step(actions)
        step = dict(a=actions, o=observations, r=rewards, te=terminated.astype(int), tu=truncated.astype(int))
        if mode != AutoresetMode.SAME_STEP:
            # The first reset's probability of FrozenLake is the integer 1, and makes the whole array one of integers: 1/3 becomes 0 there.
            if 'prob' in info and info['prob'].dtype == np.float64:
                step['p'] = info['prob']
            if 'action_mask' in info:
                step['mask'] = info['action_mask']
        if 'final_obs' in info:
            step['final'] = list(info['final_obs'])
        if mode == AutoresetMode.DISABLED and (terminated | truncated).any():
            observations, _ = envs.reset(options=dict(reset_mask=terminated | truncated))
            step['reset'] = observations
        record['steps'].append(step)
    return record


def vectors():
    for mode in AutoresetMode:
        yield vector_run('FrozenLake-v1', mode, 20, {})
        yield vector_run('CliffWalking-v1', mode, 21, dict(max_episode_steps=15))
        yield vector_run('Taxi-v4', mode, 22, dict(max_episode_steps=9))
        yield vector_run('Blackjack-v1', mode, 23, {})


def maps():
    for size, p, seed in ((2, 0.8, 0), (3, 0.5, 1), (4, 0.8, 2), (5, 0.6, 3), (8, 0.8, 4), (8, 0.55, 5), (4, 1, 6), (12, 0.7, 7)):
        yield dict(size=size, p=p, seed=seed, map=generate_random_map(size, p, seed))


if __name__ == '__main__':
    tables = [table(*world) for world in LAKES + CLIFFS + TAXIS[:2]]
    content = dict(tables=tables, trajectories=list(trajectories()), steps=list(constructed()), cards=list(cards()), vectors=list(vectors()), maps=list(maps()))
    with open(os.path.join(sys.argv[1], 'gym_tabular.json'), 'w') as file:
        json.dump(plain(content), file, separators=(',', ':'), allow_nan=False)
