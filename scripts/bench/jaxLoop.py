"""PPO with the settings of CleanRL's ppo.py where a whole iteration, environments included, is one compiled JAX function.

usage: jaxLoop.py rate STEPS SEED | solve SEED | versions
One JSON object on the last line. One thread. Times of "start" are from the beginning of the process on: imports, tracing, compiling.
"""
import time

started, startedProcessor = time.perf_counter(), time.process_time()

import json
import os
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
from jax import lax, random

ENVS, STEPS, EPOCHS, MINIBATCHES = 4, 128, 4, 4
BATCH, ITERATIONS = ENVS * STEPS, 500_000 // (ENVS * STEPS)
RATE, GAMMA, LAMBDA, CLIP, ENTROPY, VALUE, MAX_NORM = 2.5e-4, 0.99, 0.95, 0.2, 0.01, 0.5, 0.5


def tower(key, outputs, gain):
    sizes, gains = (4, 64, 64, outputs), (2**0.5, 2**0.5, gain)
    orthogonal = jax.nn.initializers.orthogonal
    keys = random.split(key, 3)
    return [(orthogonal(gains[i])(keys[i], sizes[i : i + 2]), jnp.zeros(sizes[i + 1])) for i in range(3)]


def apply(layers, x):
    for weights, bias in layers[:-1]:
        x = jnp.tanh(x @ weights + bias)
    weights, bias = layers[-1]
    return x @ weights + bias


def fresh(key):
    return random.uniform(key, (ENVS, 4), minval=-0.05, maxval=0.05)


def physics(state, action):
    """CartPole-v1, Euler's method; its constants worked out."""
    x, x_dot, theta, theta_dot = state.T
    force = jnp.where(action == 1, 10.0, -10.0)
    cos, sin = jnp.cos(theta), jnp.sin(theta)
    push = (force + 0.05 * theta_dot**2 * sin) / 1.1
    turn = (9.8 * sin - cos * push) / (0.5 * (4.0 / 3.0 - 0.1 * cos**2 / 1.1))
    pull = push - 0.05 * turn * cos / 1.1
    moved = jnp.stack([x + 0.02 * x_dot, x_dot + 0.02 * pull, theta + 0.02 * theta_dot, theta_dot + 0.02 * turn], 1)
    fell = (jnp.abs(moved[:, 0]) > 2.4) | (jnp.abs(moved[:, 2]) > 12 * jnp.pi / 180)
    return moved, fell


def act(parameters, world, key):
    state, age, recent, episodes = world
    choosing, beginning = random.split(key)
    log_probs, value = jax.nn.log_softmax(apply(parameters["actor"], state)), apply(parameters["critic"], state)[:, 0]
    action = random.categorical(choosing, log_probs)
    log_prob = jnp.take_along_axis(log_probs, action[:, None], 1)[:, 0]
    moved, fell = physics(state, action)
    age = age + 1
    done = fell | (age >= 500)
    # the last hundred returns; a return is the episode's age
    slots = (episodes + jnp.cumsum(done) - 1) % 100
    recent = recent.at[jnp.where(done, slots, 100)].set(age, mode="drop")
    world = (jnp.where(done[:, None], fresh(beginning), moved), jnp.where(done, 0, age), recent, episodes + done.sum())
    return world, (state, action, log_prob, value, done)


def advantages_of(values, dones, last_value):
    def back(carry, row):
        following, advantage = carry
        value, done = row
        alive = 1.0 - done
        advantage = 1.0 + GAMMA * following * alive - value + GAMMA * LAMBDA * alive * advantage
        return (value, advantage), advantage

    _, advantages = lax.scan(back, (last_value, jnp.zeros(ENVS)), (values, dones), reverse=True)
    return advantages


def loss_of(parameters, rows):
    obs, action, old_log_prob, advantage, target, old_value = rows
    log_probs = jax.nn.log_softmax(apply(parameters["actor"], obs))
    ratio = jnp.exp(jnp.take_along_axis(log_probs, action[:, None], 1)[:, 0] - old_log_prob)
    advantage = (advantage - advantage.mean()) / (advantage.std(ddof=1) + 1e-8)
    policy = jnp.maximum(-advantage * ratio, -advantage * jnp.clip(ratio, 1 - CLIP, 1 + CLIP)).mean()
    value = apply(parameters["critic"], obs)[:, 0]
    near = old_value + jnp.clip(value - old_value, -CLIP, CLIP)
    squares = jnp.maximum((value - target) ** 2, (near - target) ** 2)
    entropy = -(jnp.exp(log_probs) * log_probs).sum(1).mean()
    return policy - ENTROPY * entropy + VALUE * 0.5 * squares.mean()


def gradient_step(learner, rows, rate):
    parameters, first, second, count = learner
    gradient = jax.grad(loss_of)(parameters, rows)
    norm = jnp.sqrt(sum((leaf**2).sum() for leaf in jax.tree.leaves(gradient)))
    scale = jnp.minimum(1.0, MAX_NORM / (norm + 1e-6))
    count = count + 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * scale * g, first, gradient)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * (scale * g) ** 2, second, gradient)
    one, two = 1 - 0.9**count, 1 - 0.999**count
    parameters = jax.tree.map(lambda p, m, v: p - rate * (m / one) / (jnp.sqrt(v / two) + 1e-5), parameters, first, second)
    return parameters, first, second, count


@jax.jit
def iterate(learner, world, key, iteration):
    """Plays a rollout and learns from it; returns what goes on, and the mean of the last hundred returns, NaN until there are so many."""
    playing, shuffling = random.split(key)
    play = lambda at, step_key: act(learner[0], at, step_key)
    world, (obs, action, log_prob, value, done) = lax.scan(play, world, random.split(playing, STEPS))
    last_value = apply(learner[0]["critic"], world[0])[:, 0]
    advantage = advantages_of(value, done, last_value)
    columns = (obs, action, log_prob, advantage, advantage + value, value)
    flat = tuple(column.reshape(BATCH, *column.shape[2:]) for column in columns)
    order = jax.vmap(lambda k: random.permutation(k, BATCH))(random.split(shuffling, EPOCHS))
    rate = RATE * (1 - iteration / ITERATIONS)
    learn = lambda at, rows: (gradient_step(at, tuple(column[rows] for column in flat), rate), None)
    learner, _ = lax.scan(learn, learner, order.reshape(EPOCHS * MINIBATCHES, BATCH // MINIBATCHES))
    return learner, world, jnp.where(world[3] >= 100, world[2].mean(), jnp.nan)


def begin(seed):
    key, acting, valuing, placing = random.split(random.key(seed), 4)
    parameters = {"actor": tower(acting, 2, 0.01), "critic": tower(valuing, 1, 1.0)}
    zeros = lambda: jax.tree.map(jnp.zeros_like, parameters)
    world = (fresh(placing), jnp.zeros(ENVS, jnp.int32), jnp.zeros(100, jnp.int32), jnp.int32(0))
    return (parameters, zeros(), zeros(), jnp.float32(0)), world, random.split(key, ITERATIONS)


def rate(total, seed):
    learner, world, keys = begin(seed)
    learner, world, mean = iterate(learner, world, keys[0], 0)
    mean.block_until_ready()
    start = time.perf_counter() - started
    wall, processor = time.perf_counter(), time.process_time()
    iterations = min(total // BATCH, ITERATIONS - 1)
    for iteration in range(1, iterations + 1):
        learner, world, mean = iterate(learner, world, keys[iteration], iteration)
    mean.block_until_ready()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    count = iterations * BATCH
    return {"perSecond": count / wall, "perProcessorSecond": count / processor, "start": start, "meanReturn100": float(mean)}


def solve(seed):
    learner, world, keys = begin(seed)
    for iteration in range(ITERATIONS):
        learner, world, mean = iterate(learner, world, keys[iteration], iteration)
        if mean >= 475:
            break
    seconds, processor = time.perf_counter() - started, time.process_time() - startedProcessor
    return {"solved": bool(mean >= 475), "timesteps": (iteration + 1) * BATCH, "seconds": seconds, "processor": processor}


def versions():
    return {"jax": jax.__version__}


commands = {"rate": rate, "solve": solve, "versions": versions}
print(json.dumps(commands[sys.argv[1]](*map(int, sys.argv[2:]))))
