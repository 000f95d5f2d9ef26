"""How granian is started, and whether its port is free."""

import errno
import socket
import sys
from pathlib import Path

import palabre
from palabre.cli.stopping import Stop

APPLICATION = "palabre.config.wsgi:application"
LOGS = Path(palabre.__file__).parent / "config" / "granian_logs.json"  # its lines are JSON, as ours are


def granian(host: str, port: int, *, workers: int, quiet: bool = False) -> list[str]:
    """The command line. One blocking thread a worker: half as fast again as the default, a third of its waiting."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws",
        "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "1",
        "--log-level", "error" if quiet else "info", "--log-config", str(LOGS),
        APPLICATION,
    ]  # fmt: skip


def free_or_stop(host: str, port: int, words: str) -> None:
    """Raise ``Stop`` when something already listens on ``port``, or we may not."""
    if not 0 < port < 65536:
        raise Stop(f"{port} is not a port: choose a number between 1 and 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
            trial.listen(1)
        except OSError as fault:
            raise _refusal(fault, host, port, words) from None


def _refusal(fault: OSError, host: str, port: int, words: str) -> Stop:
    if fault.errno == errno.EADDRINUSE:
        return Stop(f"port {port} is taken by another program. Choose another: {words} {min(port + 1, 65535)}")
    if fault.errno == errno.EACCES:
        return Stop(f"port {port} is for the system. Choose one above 1023: {words} 8000")
    return Stop(f"{host}:{port} cannot be listened on: {fault.strerror}.")
