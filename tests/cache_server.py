"""A Redis or Valkey of a test's own: on a socket in its folder, so that stopping it takes nothing from anybody."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
import redis

LONGEST_START = 15.0  # seconds


class CacheServer:
    """``address`` for PALABRE_CACHE; ``start`` and ``stop`` as often as one likes. It keeps nothing on disk."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = program, folder
        self.socket = folder / "cache.sock"
        self.address = f"unix://{self.socket}"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        words = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen([self.program, *words], cwd=self.folder, stdout=subprocess.DEVNULL)
        until = time.monotonic() + LONGEST_START
        while not self._answers():
            assert self.process.poll() is None, "the cache ended by itself"
            assert time.monotonic() < until, "the cache does not answer"
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.address) as asked:
                return bool(asked.ping())
        except redis.RedisError:
            return False


def cache_server():
    """Starts one, gives it, stops it. Skips where neither program is installed (fails where CI requires it)."""
    program = next(filter(None, map(shutil.which, ("valkey-server", "redis-server"))), "")
    if not program:
        assert not os.environ.get("PALABRE_REQUIRE_CACHE"), "neither valkey-server nor redis-server is installed"
        pytest.skip("no valkey-server and no redis-server here; on Debian: apt install redis-server")
    with tempfile.TemporaryDirectory(prefix="palabre-cache-") as folder:  # a socket's path must be short
        server = CacheServer(program, Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()
