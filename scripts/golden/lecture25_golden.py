"""Reference values for Lecture 25's program: one update of PPO and one of its A2C twin, in float64, from the program that the bench runs.

Run: python scripts/golden/lecture25_golden.py data/golden   (made with torch 2.13.0, numpy 2.4.6, gymnasium 1.4.0)
The networks are 32 units wide instead of 128, so that the file stays small. Every spread is raised by 1, so that many actions get clipped.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../bench"))
from lecture25 import Agent, PASSES, ROWS, gym, np, play, torch

WIDTH = 32


def flat(tensors):
    """One list, policy before value, weights [in,out]: torch keeps them [out,in]."""
    return np.concatenate([t.detach().numpy().T.ravel() for t in tensors]).tolist()


def parameters(agent):
    return [*agent.actor.parameters(), *agent.critic.parameters()]


def twin(agent, algorithm):
    other = Agent(algorithm, WIDTH)
    other.actor.load_state_dict(agent.actor.state_dict())
    other.critic.load_state_dict(agent.critic.state_dict())
    other.frozen_actor.load_state_dict(agent.frozen_actor.state_dict())
    other.frozen_critic.load_state_dict(agent.frozen_critic.state_dict())
    return other


def gradient(agent, episode):
    """Of the first minibatch's two losses."""
    advantages, returns, old_log_probs = agent.judge(*episode)
    rows = slice(0, ROWS)
    obs, actions = episode[0][rows], episode[1][rows]
    agent.actor.zero_grad()
    agent.critic.zero_grad()
    agent.actor_loss(obs, actions, advantages[rows], old_log_probs[rows])[0].backward()
    agent.critic_loss(obs, returns[rows]).backward()
    return flat(p.grad for p in parameters(agent))


def update(agent, episode, algorithm):
    """All passes: the three losses of every minibatch, and the advantages that each pass worked out anew."""
    losses, advantages = [], []
    for _ in range(PASSES[algorithm]):
        advantages.append(agent.judge(*episode)[0].tolist())
        losses += [[loss.item() for loss in row] for row in agent.one_pass(episode)]
    return {"losses": losses, "advantages": advantages[0], "sameInEveryPass": all(a == advantages[0] for a in advantages)}


def main(folder):
    torch.manual_seed(25)
    agent = Agent("ppo", WIDTH)
    with torch.no_grad():
        agent.actor[-1].bias[1] += 1
    agent.freeze()
    start = flat(parameters(agent))  # still float32
    env = gym.make("Pendulum-v1")
    episode = play(env, agent, seed=25)
    torch.set_default_dtype(torch.float64)
    for module in (agent.actor, agent.critic, agent.frozen_actor, agent.frozen_critic):
        module.double()
    obs, actions, rewards, next_obs, done = episode
    episode = obs.double(), actions.double(), rewards, next_obs.double(), done
    advantages, returns, old_log_probs = agent.judge(*episode)
    result = {
        "width": WIDTH,
        "parameters": start,
        "observations": obs.flatten().tolist(),
        "lastObservation": next_obs[-1].tolist(),
        "actions": actions.flatten().tolist(),
        "rewards": rewards.tolist(),
        "oldLogProbs": old_log_probs.flatten().tolist(),
        "returns": returns.tolist(),
        "gradient": gradient(agent, episode),
        "ppo": update(ppo := twin(agent, "ppo"), episode, "ppo"),
        "a2c": update(twin(agent, "a2c"), episode, "a2c"),
    }
    moved = ppo.actor, ppo.critic  # after PPO's update, rounded so that float32 learners start from the same numbers
    with torch.no_grad():
        for module in moved:
            for p in module.parameters():
                p.copy_(p.float().double())
    result["moved"] = {
        "parameters": flat(parameters(ppo)),
        "ppoGradient": gradient(ppo, episode),
        "a2cGradient": gradient(twin(ppo, "a2c"), episode),
    }
    with open(f"{folder}/lecture25.json", "w") as file:
        json.dump(result, file, separators=(",", ":"))


main(sys.argv[1])
