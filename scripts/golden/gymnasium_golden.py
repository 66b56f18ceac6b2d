"""Reference values for lib/gymnasium-js, computed with NumPy and Gymnasium: random streams, spaces, episodes, single steps, vectors, wrappers.

Run: python gymnasium_golden.py OUTDIR   (made with numpy 2.4.6, gymnasium 1.4.0)
make_golden.py runs it too. float32 numbers are written in the fewest digits that give the same float32 back, so read them with
Math.fround; float64 numbers in the fewest digits that give the same float64 back.
"""
import json
import os
import sys
import warnings

import gymnasium as gym
import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode, SyncVectorEnv
from gymnasium.wrappers import vector as vector_wrappers
from gymnasium_edges import edges

warnings.filterwarnings('ignore', message='.*out of date.*')
gym.logger.min_level = gym.logger.ERROR


def plain(value):
    """Anything Gymnasium returns, as plain JSON values."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, np.ndarray):
        return [plain(part) for part in value]
    if isinstance(value, np.float32):
        return float(str(value))
    if isinstance(value, (np.bool_, np.integer, np.floating)):
        return value.item()
    return value


def stream(seed):
    """Every kind of draw, one after the other from one generator, so that each also checks where the last one stopped."""
    sequence = np.random.SeedSequence(seed)
    random = np.random.Generator(np.random.PCG64(sequence))
    state = random.bit_generator.state['state']
    bounds = [2, 3, 10, 1000, 2**31, 2**32, 2**32 + 1, 2**40, 2**53]
    record = dict(
        seed=seed,
        words=sequence.generate_state(8),
        state={key: str(value) for key, value in state.items()},
        random=random.random(20),
        uniform=[random.uniform(-0.05, 0.05) for _ in range(10)],
        bounds=bounds,
        integers=[random.integers(0, bound) for bound in bounds],
        small=random.integers(-5, 6, size=30),
        bits=random.integers(0, 2, size=33, dtype=np.int8),
        normal=random.normal(size=300),
        exponential=random.exponential(size=300),
        permutation=random.permutation(20),
        choice=[random.choice(4, p=[0.1, 0.2, 0.3, 0.4]) for _ in range(20)],
        spawned=[child.random() for child in random.spawn(2) + random.spawn(1)],
        odd=random.integers(0, 7, size=3),
    )
    end = random.bit_generator.state
    record['end'] = dict(has_uint32=end['has_uint32'], uinteger=end['uinteger'], state={key: str(value) for key, value in end['state'].items()})
    return record


def tails(seed, draws):
    """The normals beyond the ziggurat's outermost layer (1 in 4,000), with their place in the stream."""
    normals = np.random.default_rng(seed).normal(size=draws)
    at = np.flatnonzero(np.abs(normals) > 3.6541528853610088)
    return dict(seed=seed, draws=draws, at=at, values=normals[at])


def box(low, high, shape=None, dtype='float32'):
    array = lambda bound: np.array(bound, dtype=dtype) if isinstance(bound, list) else bound
    number = lambda bound: bound if not isinstance(bound, list) else [number(part) for part in bound]
    text = lambda bound: json.loads(json.dumps(number(bound)).replace('-Infinity', '"-inf"').replace('Infinity', '"inf"'))
    flat = lambda bound: np.ravel(bound).tolist() if isinstance(bound, list) else bound
    made = spaces.Box(array(low), array(high), shape, dtype)
    return made, dict(kind='Box', low=text(flat(low)), high=text(flat(high)), shape=list(made.shape), dtype=dtype)


def described_spaces():
    inf = float('inf')
    yield spaces.Discrete(2), dict(kind='Discrete', n=2)
    yield spaces.Discrete(3, start=-1), dict(kind='Discrete', n=3, start=-1)
    yield spaces.Discrete(1000), dict(kind='Discrete', n=1000)
    yield spaces.MultiBinary(7), dict(kind='MultiBinary', n=7)
    yield spaces.MultiBinary([3, 2]), dict(kind='MultiBinary', n=[3, 2])
    yield spaces.MultiDiscrete([5, 2, 2]), dict(kind='MultiDiscrete', nvec=[5, 2, 2])
    yield spaces.MultiDiscrete([3, 4, 100], start=[-1, 10, 0]), dict(kind='MultiDiscrete', nvec=[3, 4, 100], start=[-1, 10, 0])
    yield box(-2.0, 2.0, (1,))
    yield box(-1.0, 2.0, (3, 4))
    yield box([-4.8, -inf, -0.41887903, -inf], [4.8, inf, 0.41887903, inf])
    yield box([0.0, -inf, -inf, -1.5, 2.0], [inf, 0.0, inf, 1e-3, 2.25])
    yield box([-1.2, -0.07], [0.6, 0.07])
    yield box([-1.0, -3.0], [1.0, 1e7], dtype='float64')
    yield box(0, 255, (2, 3), 'uint8')
    yield box([-3, 0], [3, 100], dtype='int32')
    yield box(-128, 127, (4,), 'int8')
    parts = [(spaces.Discrete(4), dict(kind='Discrete', n=4)), box(0.0, 1.0, (2,)), (spaces.MultiBinary(3), dict(kind='MultiBinary', n=3))]
    yield spaces.Tuple([part for part, _ in parts]), dict(kind='Tuple', spaces=[text for _, text in parts])
    named = dict(zip(['wheel', 'angle', 'flags'], parts))
    yield spaces.Dict({key: part for key, (part, _) in named.items()}), dict(kind='Dict', spaces={key: text for key, (_, text) in named.items()})
    inner = spaces.Tuple([spaces.Discrete(5), spaces.Dict({'x': spaces.Discrete(9), 'a': spaces.MultiDiscrete([2, 9])})])
    texts = [dict(kind='Discrete', n=5), dict(kind='Dict', spaces={'x': dict(kind='Discrete', n=9), 'a': dict(kind='MultiDiscrete', nvec=[2, 9])})]
    yield inner, dict(kind='Tuple', spaces=texts)


def flat_list(sample):
    if isinstance(sample, dict):
        return {key: flat_list(part) for key, part in sample.items()}
    if isinstance(sample, tuple):
        return [flat_list(part) for part in sample]
    return sample.ravel() if isinstance(sample, np.ndarray) else sample


def sampled_spaces():
    for space, text in described_spaces():
        for seed in (0, 123):
            seeds = space.seed(seed)
            samples = [space.sample() for _ in range(12)]
            record = dict(text, text=repr(space), seed=seed, seeds=seeds, samples=[flat_list(sample) for sample in samples])
            record['flat'] = [spaces.flatten(space, sample) for sample in samples[:2]]
            record['batched'] = repr(gym.vector.utils.batch_space(space, 3))
            yield record


def masked_samples():
    discrete = spaces.Discrete(4, start=2, seed=5)
    mask = np.array([0, 1, 0, 1], dtype=np.int8)
    chances = np.array([0.1, 0.0, 0.6, 0.3])
    binary = spaces.MultiBinary(4, seed=6)
    pattern = np.array([0, 1, 2, 2], dtype=np.int8)
    multi = spaces.MultiDiscrete([3, 2], start=[1, 0], seed=7)
    masks = (np.array([1, 0, 1], dtype=np.int8), np.array([0, 0], dtype=np.int8))
    weights = (np.array([0.2, 0.3, 0.5]), np.array([0.9, 0.1]))
    return dict(
        discrete_mask=[discrete.sample(mask=mask) for _ in range(20)],
        discrete_probability=[discrete.sample(probability=chances) for _ in range(20)],
        binary_mask=[binary.sample(mask=pattern) for _ in range(10)],
        binary_probability=[binary.sample(probability=chances) for _ in range(10)],
        multi_mask=[multi.sample(mask=masks) for _ in range(20)],
        multi_probability=[multi.sample(probability=weights) for _ in range(20)],
    )


def balance(observation):
    """Keeps the pole up until the time limit."""
    x, speed, angle, spin = observation
    return int(angle + 0.3 * spin + 0.02 * x + 0.05 * speed > 0)


def swing(observation):
    """Pumps energy into the acrobot."""
    return 2 if observation[5] > 0 else 0


def along(observation):
    return 2 if observation[1] >= 0 else 0


def along_continuous(observation):
    return np.array([1.0 if observation[1] >= 0 else -0.75], dtype=np.float32)


def episode(env_id, seed, policy, limit=1000, reset_options=None, **kwargs):
    """One whole episode, to its end or `limit`; kwargs are Gymnasium's."""
    env = gym.make(env_id, **kwargs)
    observation, _ = env.reset(seed=seed, options=reset_options)
    record = dict(id=env_id, seed=seed, kwargs=kwargs, reset_options=reset_options, first=observation, actions=[], observations=[], rewards=[])
    ended = False
    while not ended and len(record['actions']) < limit:
        action = policy(observation)
        observation, reward, terminated, truncated, _ = env.step(action)
        record['actions'].append(action)
        record['observations'].append(observation)
        record['rewards'].append(float(reward))
        ended = terminated or truncated
    return dict(record, terminated=terminated, truncated=truncated)


def episodes():
    torque = lambda observation: np.array([np.clip(-4 * observation[1] - observation[2], -2, 2)], dtype=np.float32)
    yield episode('CartPole-v0', 3, balance)
    yield episode('CartPole-v0', 8, lambda observation: 1)
    yield episode('CartPole-v1', 4, balance)
    yield episode('CartPole-v1', 5, lambda observation: 0, sutton_barto_reward=True)
    yield episode('CartPole-v1', 6, balance, limit=40, reset_options=dict(low=-0.1, high=0.2))
    yield episode('CartPole-v1', 7, balance, max_episode_steps=25)
    yield episode('Acrobot-v1', 11, swing)
    yield episode('Acrobot-v1', 12, lambda observation: 1, limit=30, reset_options=dict(low=-0.5, high=0.4))
    yield episode('MountainCar-v0', 13, along)
    yield episode('MountainCar-v0', 14, lambda observation: 1)
    yield episode('MountainCar-v0', 15, along, goal_velocity=0.05)
    yield episode('MountainCarContinuous-v0', 16, along_continuous)
    yield episode('MountainCarContinuous-v0', 17, along_continuous, goal_velocity=0.02)
    yield episode('MountainCarContinuous-v0', 18, along_continuous, limit=30, reset_options=dict(low=-1.1, high=-1.0))
    yield episode('Pendulum-v1', 19, torque)
    yield episode('Pendulum-v1', 20, torque, limit=40, g=9.81)
    yield episode('Pendulum-v1', 21, torque, limit=40, reset_options=dict(x_init=0.5, y_init=0.25))


def transitions():
    """Single steps from full-precision states along long runs, resets left out: state, action, next state, observation, reward."""
    for env_id, seed in (('CartPole-v1', 31), ('Acrobot-v1', 32), ('MountainCar-v0', 33), ('MountainCarContinuous-v0', 34), ('Pendulum-v1', 35)):
        env = gym.make(env_id)
        env.reset(seed=seed)
        env.action_space.seed(seed)
        rows = []
        for t in range(1500):
            before = np.array(env.unwrapped.state, np.float64)
            action = env.action_space.sample()
            observation, reward, terminated, truncated, _ = env.step(action)
            if t % 15 == 0:
                after = np.array(env.unwrapped.state, np.float64)
                rows.append([before, action, after, observation, float(reward), terminated])
            if terminated or truncated:
                env.reset()
        yield dict(id=env_id, rows=rows)


def vector_run(env_id, count, steps, mode, seed, action_seed, wrap=lambda env: env, **kwargs):
    envs = wrap(SyncVectorEnv([lambda: gym.make(env_id, **kwargs)] * count, autoreset_mode=mode))
    envs.action_space.seed(action_seed)
    observations, _ = envs.reset(seed=seed)
    record = dict(id=env_id, num_envs=count, mode=mode.value, seed=seed, action_seed=action_seed, kwargs=kwargs, first=observations.ravel(), steps=[])
    for _ in range(steps):
        actions = envs.action_space.sample()
        observations, rewards, terminated, truncated, info = envs.step(actions)
        step = dict(a=actions.ravel(), o=observations.ravel(), r=rewards, te=terminated.astype(int), tu=truncated.astype(int))
        if 'final_obs' in info:
            step['final'] = list(info['final_obs'])
        if 'episode' in info:
            step['episode'] = dict(r=info['episode']['r'], l=info['episode']['l'], mask=info['_episode'].astype(int))
        ended = terminated | truncated
        if mode == AutoresetMode.DISABLED and ended.any():
            observations, _ = envs.reset(options=dict(reset_mask=ended))
            step['reset'] = observations.ravel()
        record['steps'].append(step)
    return record


def vectors():
    for mode in AutoresetMode:
        yield vector_run('CartPole-v1', 3, 70, mode, 40, 1)
        yield vector_run('CartPole-v0', 2, 40, mode, [9, 3], 2, max_episode_steps=12)
        yield vector_run('Pendulum-v1', 2, 30, mode, 41, 3, max_episode_steps=9)
        yield vector_run('MountainCarContinuous-v0', 2, 20, mode, 42, 4, max_episode_steps=8)


def wrapped_run(env_id, name, wrap, seed, steps, action=None):
    """Single environment with one wrapper; `action` draws actions where the wrapped action space is unbounded."""
    env = wrap(gym.make(env_id))
    env.action_space.seed(seed)
    random = np.random.default_rng(seed)
    observation, _ = env.reset(seed=seed)
    record = dict(id=env_id, wrapper=name, seed=seed, space=repr(env.observation_space), actions=repr(env.action_space), first=observation, steps=[])
    for _ in range(steps):
        chosen = env.action_space.sample() if action is None else action(random)
        observation, reward, terminated, truncated, info = env.step(chosen)
        step = dict(a=chosen, o=observation, r=float(reward), te=bool(terminated), tu=bool(truncated))
        if 'episode' in info:
            step['episode'] = dict(r=float(info['episode']['r']), l=info['episode']['l'])
        if terminated or truncated:
            step['reset'], _ = env.reset()
        record['steps'].append(step)
    return record


def wrapped():
    wide = lambda random: random.normal(0, 2, size=1).astype(np.float32)
    yield wrapped_run('CartPole-v1', 'NormalizeObservation', gym.wrappers.NormalizeObservation, 50, 90)
    yield wrapped_run('Pendulum-v1', 'NormalizeObservation', gym.wrappers.NormalizeObservation, 51, 40)
    yield wrapped_run('CartPole-v1', 'NormalizeReward', gym.wrappers.NormalizeReward, 52, 90)
    yield wrapped_run('MountainCarContinuous-v0', 'NormalizeReward', gym.wrappers.NormalizeReward, 53, 60)
    yield wrapped_run('Pendulum-v1', 'RescaleAction', lambda env: gym.wrappers.RescaleAction(env, -1.0, 1.0), 54, 30)
    yield wrapped_run('MountainCarContinuous-v0', 'RescaleActionOdd', lambda env: gym.wrappers.RescaleAction(env, -0.3, 2.0), 55, 30)
    yield wrapped_run('MountainCar-v0', 'RescaleObservation', lambda env: gym.wrappers.RescaleObservation(env, -1.0, 3.0), 56, 30)
    yield wrapped_run('Pendulum-v1', 'ClipAction', gym.wrappers.ClipAction, 57, 40, wide)
    yield wrapped_run('MountainCarContinuous-v0', 'ClipAction', gym.wrappers.ClipAction, 58, 40, wide)
    yield wrapped_run('CartPole-v1', 'RecordEpisodeStatistics', gym.wrappers.RecordEpisodeStatistics, 59, 60)


def wrapped_vectors():
    normalize = vector_wrappers.NormalizeObservation
    reward = vector_wrappers.NormalizeReward
    statistics = vector_wrappers.RecordEpisodeStatistics
    next_step, same_step = AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP
    yield dict(wrapper='NormalizeObservation', **vector_run('CartPole-v1', 3, 50, next_step, 60, 5, normalize))
    yield dict(wrapper='NormalizeReward', **vector_run('CartPole-v1', 3, 50, next_step, 61, 6, reward))
    yield dict(wrapper='NormalizeReward', **vector_run('CartPole-v1', 3, 50, same_step, 62, 7, reward))
    yield dict(wrapper='NormalizeReward', **vector_run('Pendulum-v1', 11, 12, same_step, 63, 8, reward, max_episode_steps=5))
    yield dict(wrapper='RecordEpisodeStatistics', **vector_run('CartPole-v1', 3, 50, next_step, 64, 9, statistics))
    yield dict(wrapper='RecordEpisodeStatistics', **vector_run('CartPole-v1', 3, 50, same_step, 65, 10, statistics))


def moments():
    """RunningMeanStd on its own: batches of one column (summed pairwise by NumPy) and of several."""
    from gymnasium.wrappers.utils import RunningMeanStd
    random = np.random.default_rng(70)
    for size, dtype, lengths in ((1, np.float64, (1, 5, 300)), (3, np.float32, (1, 4, 130)), (2, np.float64, (7, 9))):
        shape = () if size == 1 else (size,)
        statistics = RunningMeanStd(shape=shape, dtype=dtype)
        batches = []
        for n in lengths:
            batch = random.normal(3, 5, size=(n, *shape)).astype(dtype)
            statistics.update(batch)
            batches.append(dict(batch=batch.ravel(), mean=np.ravel(statistics.mean), var=np.ravel(statistics.var), count=float(statistics.count)))
        yield dict(size=size, dtype=np.dtype(dtype).name, batches=batches)


def write(folder):
    os.makedirs(folder, exist_ok=True)
    seeds = (0, 1, 42, 123456789, 2**32 - 1, 2**32, 2**53)
    files = dict(
        gym_streams=dict(streams=[stream(seed) for seed in seeds], tails=tails(7, 200_000)),
        gym_spaces=dict(sampled=list(sampled_spaces()), masked=masked_samples()),
        gym_episodes=list(episodes()),
        gym_transitions=list(transitions()),
        gym_edges=edges(),
        gym_vectors=list(vectors()),
        gym_wrappers=dict(single=list(wrapped()), vector=list(wrapped_vectors()), moments=list(moments())),
    )
    for name, value in files.items():
        with open(os.path.join(folder, f'{name}.json'), 'w') as file:
            json.dump(plain(value), file, separators=(',', ':'), allow_nan=False)


if __name__ == '__main__':
    write(sys.argv[1])
