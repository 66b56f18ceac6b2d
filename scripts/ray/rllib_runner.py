"""RLlib's env runner for environments outside, which does not report itself until it listens.

The one of Ray 2.60 asserts that a socket is there which another thread has yet to open; an actor that loses this race exits and the
start takes a minute longer. In a module of its own, since RLlib pickles the class by its name.
"""
import time

from ray.rllib.env.external.env_runner_server_for_external_inference import EnvRunnerServerForExternalInference


class PatientServer(EnvRunnerServerForExternalInference):
    def assert_healthy(self) -> None:
        """Waits for the socket, 30 seconds at most."""
        until = time.monotonic() + 30
        while self.server_socket is None and time.monotonic() < until:
            time.sleep(0.05)
        super().assert_healthy()
