"""The demo's two processes, server and worker: started together, stopped together."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import palabre
from palabre.cli.server import granian
from palabre.cli.stopping import Stop

LONGEST_START = 60.0  # seconds until the first page must answer
LONGEST_STOP = 10.0  # seconds a process has to finish what it is doing


class Together:
    """Runs granian and the worker until a signal comes or one of them ends; then stops both.

    They are started in sessions of their own: Ctrl-C reaches only us, and we tell them in order.
    """

    def __init__(self, host: str, port: int) -> None:
        self.address = f"http://{host}:{port}/"
        self.commands = {
            "server": granian(host, port, workers=1, quiet=True),
            "worker": [sys.executable, "-m", "palabre.cli.main", "worker"],
        }
        self.running: dict[str, subprocess.Popen] = {}
        self.told_to_stop = False

    def run(self, once_up: Callable[[], None]) -> int:
        """Start, call ``once_up`` when the first page answers, and stay. Raises ``Stop`` if one ends by itself."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for name, command in self.commands.items():
                self.running[name] = subprocess.Popen(command, start_new_session=True, env=_surroundings())  # noqa: S603
            if self._answers():
                once_up()
            while not self.told_to_stop:
                self._all_alive()
                time.sleep(0.2)
        finally:
            self._end()
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _answers(self) -> bool:
        """Wait for the first page. False when told to stop meanwhile."""
        until = time.monotonic() + LONGEST_START
        while not self.told_to_stop:
            self._all_alive()
            try:
                with urllib.request.urlopen(self.address, timeout=5):  # nosec B310 # noqa: S310 -- our own address
                    return True
            except urllib.error.HTTPError:
                return True  # it answers; what it says is for the reader
            except OSError:
                if time.monotonic() > until:
                    raise Stop(f"{self.address} did not answer within a minute.", code=1) from None
                time.sleep(0.1)
        return False

    def _all_alive(self) -> None:
        for name, process in self.running.items():
            if process.poll() is not None and not self.told_to_stop:
                raise Stop(f"the {name} ended by itself (status {process.returncode}).", code=1)

    def _end(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        until = time.monotonic() + LONGEST_STOP
        for process in self.running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _surroundings() -> dict[str, str]:
    """Our own environment, with the settings the demo chose, and where this code was found."""
    places = [str(Path(palabre.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
