"""Single steps of Gymnasium's classic control from constructed states: edges, walls, limits and arguments that episodes seldom reach.

gymnasium_golden.py writes what `edges` returns into gym_edges.json.
"""
import math

import gymnasium as gym
import numpy as np

above = lambda x: math.nextafter(x, math.inf)
below = lambda x: math.nextafter(x, -math.inf)


def as_gymnasium_keeps(env_id, state):
    """The continuous mountain car keeps float32 after its first step, and computes in the type it has."""
    single = np.array(state, np.float32)
    if env_id == 'MountainCarContinuous-v0' and (single == np.array(state)).all():
        return single
    return np.array(state, np.float64)


def steps(env_id, states, actions, settings=None, seed=None, **kwargs):
    """One step from every state with every action. `settings` are attributes set on the environment; with `seed` it draws, in the order of the rows."""
    env = gym.make(env_id, max_episode_steps=-1, **kwargs)
    env.reset(seed=seed)
    inner = env.unwrapped
    for name, value in (settings or {}).items():
        setattr(inner, name, value)
    rows = []
    for state in states:
        for action in actions:
            inner.state = as_gymnasium_keeps(env_id, state)
            if env_id == 'CartPole-v1':
                inner.steps_beyond_terminated = None
            observation, reward, terminated, _, _ = env.step(action)
            rows.append([list(state), action, np.array(inner.state, np.float64), observation, float(reward), terminated])
    return dict(id=env_id, kwargs=kwargs, settings=settings or {}, seed=seed, rows=rows)


def cart_pole():
    angle = 12 * 2 * math.pi / 360
    edges = [(sign * x, v, 0.01, 0.0) for sign in (-1, 1) for x, v in ((2.4, 0.0), (above(2.4), 0.0), (2.39, sign * 0.6), (2.39, sign * 0.4), (4.9, 0.0))]
    falls = [(0.1, 0.0, sign * a, w) for sign in (-1, 1) for a, w in ((angle, 0.0), (above(angle), 0.0), (0.2, sign * 0.5), (0.2, sign * 0.4), (0.5, -1.0))]
    turned = [(0.0, 1.0, a, -2.0) for a in (math.pi / 4, above(math.pi / 4), -0.8, 2.0, -3.1, 7.5)]
    yield steps('CartPole-v1', edges + falls + turned, (0, 1))
    yield steps('CartPole-v1', [edges[0], edges[1], falls[1], falls[-1]], (0, 1), sutton_barto_reward=True)


def mountain_car():
    push = lambda p, action: (action - 1) * 0.001 + math.cos(3 * p) * -0.0025
    wall = [(-1.2, -0.03), (-1.19, -0.05), (-1.15, -0.07), (-1.2, 0.0), (-1.2, 0.04), (-1.3, 0.005)]
    fast = [(-0.9, 0.0699), (-0.4, -0.0699), (0.2, -0.07), (0.2, 0.07)]
    flag = [(0.45, 0.07), (0.45, 0.051), (0.48, 0.019), (0.55, 0.07), (0.599, 0.02), (0.55, -0.01), (0.6, 0.0)]
    still = [(p, -push(p, 1)) for p in (0.5, below(0.5), 0.55, -1.2)]  # at rest after the step, exactly where it was
    yield steps('MountainCar-v0', wall + fast + flag + still, (0, 1, 2))
    yield steps('MountainCar-v0', flag + [(0.5, 0.03 - push(0.5, 1))], (0, 1, 2), goal_velocity=0.03)


def mountain_car_continuous():
    single = lambda *values: tuple(float(np.float32(value)) for value in values)
    exact = [(-1.2, -0.03), (-1.15, -0.07), (-0.9, 0.0699), (-0.4, -0.0699), (0.4, 0.06), (0.449, 0.0), (0.45, -0.02), (0.58, 0.05)]
    states = exact + [single(*state) for state in exact] + [single(-1.2, 0.0), single(-1.2, 0.05), single(-1.3, 0.005), single(0.45, 0.001), single(0.6, 0.07)]
    forces = [np.array([force], np.float32) for force in (-1.0, -0.3, 0.0, 0.7, 1.0)]
    yield steps('MountainCarContinuous-v0', states, forces)
    yield steps('MountainCarContinuous-v0', [(0.44, 0.03), (0.44, 0.05), single(0.44, 0.03), single(0.44, 0.05)], forces[::2], goal_velocity=0.04)


def around_the_line():
    """Two states of rest that differ in the seventh digit; after an idle step the tip of the first is below the goal's line, of the second above."""
    env = gym.make('Acrobot-v1', max_episode_steps=-1)
    env.reset()
    low, high = math.pi / 2, math.pi
    while high - low > 1e-7:
        middle = (low + high) / 2
        env.unwrapped.state = np.array([middle, 0.0, 0.0, 0.0])
        terminated = env.step(1)[2]
        low, high = (low, middle) if terminated else (middle, high)
    return [(low, 0.0, 0.0, 0.0), (high, 0.0, 0.0, 0.0)]


def acrobot():
    pi = math.pi
    gentle = [(0.1, -0.2, 0.3, -0.4), (2.0, -1.0, -1.5, 2.5), (-2.5, 2.9, 0.5, -3.0)]
    limits = [(0.0, 0.5, s * 12.5, t * 28.0) for s in (-1, 1) for t in (-1, 1)] + [(1.0, 1.5, 11.0, -28.2), (0.0, 0.0, 30.0, -60.0)]
    turns = [(3.1, 3.1, 2.0, 2.0), (-3.1, -3.1, -2.0, -2.0), (9.0, -20.0, 0.0, 0.0), (-16.0, 13.0, 1.0, 0.0)]
    goal = [(pi, 0.0, 0.0, 0.0), (pi - 0.2, 0.3, 0.1, 0.0), (pi / 2, pi / 2, 0.0, 0.0), (1.2, 1.1, 1.0, 0.5), (1.9, 0.1, 0.6, 0.4)]
    yield steps('Acrobot-v1', gentle + limits + turns + goal + around_the_line(), (0, 1, 2))
    few = gentle + limits[:2] + goal[:2]
    yield steps('Acrobot-v1', few, (0, 2), dict(book_or_nips='nips'))
    yield steps('Acrobot-v1', few, (0, 2), dict(dt=0.05))
    yield steps('Acrobot-v1', few, (0, 1, 2), dict(torque_noise_max=0.5), seed=71)


def pendulum():
    pi = math.pi
    states = [(a, w) for a in (0.0, 1.0, -2.0, pi, -pi, 4.0, -10.0, 100.0) for w in (0.0, 7.9, -7.9)] + [(1.5, 8.0), (-1.5, -8.0), (0.3, 20.0)]
    torques = [np.array([torque], np.float32) for torque in (-2.0, 0.3, 2.0)]
    yield steps('Pendulum-v1', states, torques)
    yield steps('Pendulum-v1', states[3:9], torques[::2], g=9.81)
    yield steps('Pendulum-v1', states[3:6], torques[::2], g=0.0)


def limit(env_id, max_episode_steps, states, action):
    """The flags of steps from these states in one episode with a time limit."""
    env = gym.make(env_id, max_episode_steps=max_episode_steps)
    env.reset(seed=0)
    flags = []
    for state in states:
        env.unwrapped.state = as_gymnasium_keeps(env_id, state)
        _, _, terminated, truncated, _ = env.step(action)
        flags.append([bool(terminated), bool(truncated)])
    return dict(id=env_id, max_episode_steps=max_episode_steps, states=[list(state) for state in states], action=action, flags=flags)


def limits():
    yield limit('CartPole-v1', 3, [(0, 0, 0, 0), (0, 0, 0, 0), (2.5, 0, 0, 0)], 0)
    yield limit('CartPole-v1', 2, [(0, 0, 0, 0), (0, 0, 0, 0)], 1)
    yield limit('MountainCar-v0', 2, [(-0.5, 0), (0.5, 0.05)], 2)
    yield limit('MountainCarContinuous-v0', 1, [(0.44, 0.06)], np.array([1], np.float32))
    yield limit('Acrobot-v1', 1, [(math.pi, 0, 0, 0)], 1)
    yield limit('Pendulum-v1', 2, [(0, 0), (0, 0)], np.array([0], np.float32))


def observation_bounds():
    """For every component of the observation space: its bounds and their float32 neighbours, and whether the space has them."""
    for env_id in ('CartPole-v1', 'MountainCar-v0', 'MountainCarContinuous-v0', 'Acrobot-v1', 'Pendulum-v1'):
        space = gym.make(env_id).observation_space
        rows = []
        for i in range(space.shape[0]):
            for bound in (space.low[i], space.high[i]):
                if not np.isfinite(bound):
                    continue
                for value in (np.nextafter(bound, np.float32(-np.inf)), bound, np.nextafter(bound, np.float32(np.inf))):
                    observation = np.zeros(space.shape, np.float32)
                    observation[i] = value
                    rows.append([i, value, bool(space.contains(observation))])
        yield dict(id=env_id, rows=rows)


def edges():
    kinds = (cart_pole, mountain_car, mountain_car_continuous, acrobot, pendulum)
    return dict(steps=[case for kind in kinds for case in kind()], limits=list(limits()), bounds=list(observation_bounds()))
