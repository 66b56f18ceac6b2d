"""As much of Ray as ray_workers.py uses, in one process: actors are threads, on two nodes that are there in name only.

FAKE_RAY is JSON, {"number of a call to any actor": fault}:
  "process"  the Node process of the actor ends          "late"    the answer takes 0.4 s
  "actor"    the actor ends                              "silent"  the answer never comes: the network is cut
  "node"     every actor of this node ends               "bridge"  the whole process ends
And for call 0: "gone", there is no cluster; "absent", there is no Ray.
"""
import concurrent.futures
import json
import os
import queue
import signal
import threading
import time
from types import SimpleNamespace

__version__ = "2.60.0, in name only"
faults = {int(call): fault for call, fault in json.loads(os.environ.get("FAKE_RAY", "{}")).items()}
if faults.get(0) == "absent":
    raise ImportError("No module named 'ray'")
actors, calls, lock = [], [0], threading.Lock()


class RayActorError(Exception):
    pass


class RayTaskError(Exception):
    def __init__(self, cause):
        super().__init__("a task failed")
        self.cause = cause


exceptions = SimpleNamespace(RayActorError=RayActorError, RayTaskError=RayTaskError)


class Stored:
    def __init__(self, value):
        self.value = value


class Answer:
    def __init__(self):
        self.done = concurrent.futures.Future()

    def future(self):
        return self.done


class Actor:
    def __init__(self, make):
        self.tasks, self.dead, self.current = queue.Queue(), False, None
        self.node = len(actors) % 2
        actors.append(self)
        threading.Thread(target=self.run, args=(make,), daemon=True).start()

    def __getattr__(self, method):
        return SimpleNamespace(remote=lambda *args: self.submit(method, [plain(arg) for arg in args]))

    def submit(self, method, args):
        answer = Answer()
        if self.dead:
            answer.done.set_exception(RayActorError("The actor died"))
        else:
            self.tasks.put((method, args, answer.done))
        return answer

    def run(self, make):
        self.instance = make()
        while True:
            method, args, done = self.current = self.tasks.get()
            try:
                if method == "call":
                    self.suffer()
                value, error = getattr(self.instance, method)(*args), None
            except Exception as raised:
                value, error = None, RayTaskError(raised)
            settle(done, value, RayActorError("The actor died") if self.dead else error)

    def suffer(self):
        with lock:
            calls[0] += 1
            fault = faults.get(calls[0])
        if fault == "process":
            self.instance.process.kill()
        elif fault == "actor":
            self.die()
        elif fault == "node":
            for actor in [other for other in actors if other.node == self.node]:
                actor.die()
        elif fault == "late":
            time.sleep(0.4)
        elif fault == "silent":
            threading.Event().wait()
        elif fault == "bridge":
            os.kill(os.getpid(), signal.SIGKILL)

    def die(self):
        self.dead = True
        if getattr(self.instance, "process", None):
            self.instance.process.kill()
        while not self.tasks.empty():
            settle(self.tasks.get()[2], None, RayActorError("The actor died"))


def settle(done, value, error):
    if error is None:
        done.set_result(value)
    else:
        done.set_exception(error)


def plain(value):
    return value.value if isinstance(value, Stored) else value


def init(**options):
    if faults.get(0) == "gone":
        raise ConnectionError("ray.init() could not find a running Ray instance")


def remote(**options):
    return lambda kind: SimpleNamespace(remote=lambda *args: Actor(lambda: kind(*map(plain, args))))


def put(value):
    return Stored(value)


def kill(actor):
    actor.die()


def nodes():
    return [{"Alive": True}, {"Alive": True}, {"Alive": False}]


def cluster_resources():
    return {"CPU": 4.0}


def shutdown():
    for actor in actors:
        actor.die()
