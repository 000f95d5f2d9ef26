"""The pieces as one encrypted file: a compressed tar inside age (age-encryption.org/v1), streamed both ways.

The host that makes a backup knows the public key alone. Who holds the private one opens it, anywhere, with Palabre or
with ``age --decrypt | tar xz``.
"""

import contextlib
import io
import os
import tarfile
import threading
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

import pyrage

from palabre.site.backup.pieces import Piece

_BROKEN = (tarfile.TarError, EOFError, OSError, zlib.error)  # how a damaged archive shows


class NotOurs(Exception):
    """The file cannot be opened: the sentence says why."""


def recipient_of(words: str) -> pyrage.x25519.Recipient:
    """A public key (``age1…``). Raises ``NotOurs``."""
    try:
        return pyrage.x25519.Recipient.from_str(words.strip())
    except pyrage.RecipientError:
        raise NotOurs("This is not a public key of age: it begins with age1 and is 62 signs long.") from None


def identity_of(text: str) -> pyrage.x25519.Identity:
    """A private key, alone or in a key file with remarks. Raises ``NotOurs``."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        return pyrage.x25519.Identity.from_str(lines[0] if lines else "")
    except pyrage.IdentityError:
        raise NotOurs("There is no private key of age in this file: it begins with AGE-SECRET-KEY-1.") from None


def new_key() -> tuple[str, str]:
    """A new private key and its public one."""
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def seal_up(pieces: Iterable[Piece], file: IO[bytes], recipient: pyrage.x25519.Recipient) -> None:
    """Write the pieces into ``file``, encrypted. Nothing lies unencrypted anywhere; memory stays flat."""
    with (
        _beside(lambda source: pyrage.encrypt_io(source, file, [recipient]), reads=True) as pipe,
        tarfile.open(fileobj=pipe, mode="w|gz", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, data in pieces:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o600
            archive.addfile(entry, io.BytesIO(data))


def opened(file: IO[bytes], identity: pyrage.x25519.Identity) -> Iterator[Piece]:
    """The pieces of an encrypted file, in order. Raises ``NotOurs``: another key, changed, cut off, no backup."""
    try:
        with _beside(lambda target: pyrage.decrypt_io(file, target, [identity]), reads=False) as pipe:
            with tarfile.open(fileobj=pipe, mode="r|gz") as archive:
                for entry in archive:
                    data = archive.extractfile(entry)
                    yield entry.name, data.read() if data else b""
            while pipe.read(1 << 20):  # to the last byte: only the end proves that nothing was cut off
                pass
    except pyrage.DecryptError as fault:
        raise NotOurs(_why(str(fault))) from None
    except _BROKEN:
        raise NotOurs("This file is damaged or cut off: it cannot be read to its end.") from None


def _why(fault: str) -> str:
    if "No matching keys" in fault:
        return "This key does not open this file: it was encrypted for another one."
    return "This file is damaged, cut off or not a backup: what it holds does not fit its own proofs."


class _beside:  # noqa: N801 -- used as a word
    """A pipe whose other end is worked on in a thread; what fails there is raised here."""

    def __init__(self, work, *, reads: bool) -> None:  # noqa: ANN001 -- a function of one open file
        self.work, self.reads = work, reads
        self.fault: BaseException | None = None

    def __enter__(self) -> IO[bytes]:
        reading, writing = os.pipe()
        theirs, ours = (reading, writing) if self.reads else (writing, reading)
        self.theirs = os.fdopen(theirs, "rb" if self.reads else "wb")
        self.ours = os.fdopen(ours, "wb" if self.reads else "rb")
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        return self.ours

    def _run(self) -> None:
        try:
            with self.theirs:
                self.work(self.theirs)
        except BaseException as fault:
            self.fault = fault

    def __exit__(self, kind, fault, trace) -> None:  # noqa: ANN001
        with contextlib.suppress(BrokenPipeError):
            self.ours.close()
        self.thread.join()
        # What fails at the other end is the reason for a broken archive here; not for what the caller itself raised.
        if self.fault and (kind is None or issubclass(kind, _BROKEN)):
            raise self.fault
