"""The way from a learner in Node to workers on a Ray cluster: see lib/ppo/src/ray/bridge.ts, which starts this and ends it.

usage: ray_workers.py SETTINGS PROGRAM     (SETTINGS is JSON: address, node, cpus; PROGRAM is the file that Node runs in each actor)

Attaches to the cluster, never starts one. One actor a seat; an actor supervises a Node process over its pipes. What the messages mean
is between the two Nodes: here they are bytes. Nothing is tried again: the learner gives what was lost to another seat.
Frame: 4 bytes of length, little endian, then kind (1 byte), seat (4 bytes), payload.
"""
import json
import os
import queue
import struct
import subprocess
import sys
import tempfile
import threading

CONNECT, CALL, SHARE, CALL_SHARED, END = range(1, 6)
ATTACHED, ANSWER, ENDED, FAILED = range(1, 5)


class Worker:
    """An actor. One call is one message to its Node process and the answer to it. Pickled by value: no file of ours is on the cluster."""

    def __init__(self, node: str, program: bytes) -> None:
        self.node, self.program, self.process, self.file = node, program, None, None

    def begin(self) -> bytes:
        """A fresh Node process, in the place of one that ended."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        handle, self.file = tempfile.mkstemp(prefix="ppo-worker-", suffix=".cjs")
        with open(handle, "wb") as file:
            file.write(self.program)
        self.errors = tempfile.TemporaryFile()
        command = [self.node, self.file]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors)
        return b""

    def call(self, message: bytes) -> bytes:
        try:
            self.process.stdin.write(struct.pack("<I", len(message)) + message)
            self.process.stdin.flush()
            return self.read(struct.unpack("<I", self.read(4))[0])
        except (OSError, EOFError):
            raise RuntimeError(self.obituary()) from None
        finally:
            self.remove()

    def read(self, length: int) -> bytes:
        data = self.process.stdout.read(length)
        if len(data) < length:
            raise EOFError
        return data

    def remove(self) -> None:
        """Node has read its program, or never will."""
        if self.file is not None:
            os.unlink(self.file)
            self.file = None

    def obituary(self) -> str:
        code = self.process.wait()
        self.errors.seek(0)
        said = [line.strip() for line in self.errors.read().decode(errors="replace").splitlines() if line.strip()]
        error = next((line for line in said if "Error" in line), said[-1] if said else "without a word")
        return f"the end of its Node process, code {code}: {error}"


class Bridge:
    """Seats of the learner -> actors."""

    def __init__(self, ray, settings: dict, program: bytes, send) -> None:
        self.ray, self.send, self.lock = ray, send, threading.Lock()
        self.actors, self.free, self.shared = {}, [], None
        actor = ray.remote(num_cpus=settings["cpus"], max_restarts=0, max_task_retries=0, scheduling_strategy="SPREAD")(Worker)
        stored = ray.put(program)
        self.make = lambda: actor.remote(settings["node"], stored)

    def receive(self, kind: int, seat: int, payload: bytes) -> None:
        if kind == CONNECT:
            self.connect(seat)
        elif kind == CALL:
            self.call(seat, payload)
        elif kind == SHARE:
            self.shared = self.ray.put(payload)
        elif kind == CALL_SHARED:
            self.call(seat, self.shared)
        elif kind == END:
            self.end(seat)

    def connect(self, seat: int) -> None:
        with self.lock:
            actor = self.free.pop() if self.free else self.make()
            self.actors[seat] = actor
        self.watch(seat, actor.begin.remote())

    def call(self, seat: int, message) -> None:
        actor = self.actors.get(seat)
        if actor is not None:
            self.watch(seat, actor.call.remote(message))

    def watch(self, seat: int, answer) -> None:
        answer.future().add_done_callback(lambda done: self.done(seat, done))

    def done(self, seat: int, done) -> None:
        error = done.exception()
        if error is not None:
            self.ended(seat, error)
        elif done.result():
            self.send(ANSWER, seat, done.result())

    def ended(self, seat: int, error: BaseException) -> None:
        """The actor is gone, or, if it can say so itself, its Node process."""
        with self.lock:
            actor = self.actors.pop(seat, None)
            if actor is None:
                return
            if isinstance(error, self.ray.exceptions.RayTaskError):
                self.free.append(actor)
                error = error.cause
        self.send(ENDED, seat, (str(error).strip() or type(error).__name__).encode())

    def end(self, seat: int) -> None:
        with self.lock:
            actor = self.actors.pop(seat, None)
        if actor is not None:
            self.ray.kill(actor)
            self.send(ENDED, seat, b"its end")


def attach(address: str):
    """Ray, as a part of the cluster that is there."""
    try:
        import ray
    except ImportError as error:
        raise RuntimeError(f'{sys.executable} has no Ray ({error}); give "python", one with the version of the cluster') from None
    try:
        ray.init(address=address, log_to_driver=False, configure_logging=False)
    except Exception as error:
        raise RuntimeError(f"no cluster answers at {address} ({str(error).strip().splitlines()[-1]})") from None
    return ray


def writer(out):
    """A thread writes: what Ray calls back must not wait for a learner that learns."""
    waiting = queue.SimpleQueue()

    def write() -> None:
        while True:
            kind, seat, payload = waiting.get()
            out.write(struct.pack("<IBI", 5 + len(payload), kind, seat) + payload)
            out.flush()

    threading.Thread(target=write, daemon=True).start()
    return lambda *message: waiting.put(message)


def serve(source, out, settings: dict, program: bytes) -> None:
    try:
        ray = attach(settings["address"])
    except RuntimeError as error:
        text = str(error).encode()
        out.write(struct.pack("<IBI", 5 + len(text), FAILED, 0) + text)
        out.flush()
        return
    send = writer(out)
    bridge = Bridge(ray, settings, program, send)
    nodes = sum(node["Alive"] for node in ray.nodes())
    about = {"version": ray.__version__, "nodes": nodes, "cpus": ray.cluster_resources().get("CPU", 0)}
    send(ATTACHED, 0, json.dumps(about).encode())
    while len(header := source.read(9)) == 9:
        length, kind, seat = struct.unpack("<IBI", header)
        bridge.receive(kind, seat, source.read(length - 5))
    ray.shutdown()


def main(settings: str, program: str) -> None:
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what Ray prints does not go between the frames
    with open(program, "rb") as file:
        serve(sys.stdin.buffer, out, json.loads(settings), file.read())


if __name__ == "__main__":
    main(*sys.argv[1:])
