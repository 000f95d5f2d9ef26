"""Files in an S3-compatible store. Nobody but Palabre reads there: no public bucket, no signed links.

A file is handed out by ``views.file`` as before, after asking who may have it, piece by piece.
"""

import io
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

AT_ONCE = 1024 * 1024  # bytes fetched together


class StoreAway(Exception):
    """The store does not answer, or does not let us in. Not an ``OSError``: nobody may take it for a missing file."""


@deconstructible
class S3Files(Storage):
    """Bytes by their hash in one bucket, under ``prefix``. Raises ``FileNotFoundError``, or ``StoreAway``.

    A file is sent whole, in one request (an upload is 10 MB at most), so that it is there entirely or not at all. The
    same name means the same bytes: sent twice, by two nodes at once, it is there once.
    """

    def __init__(self, *, bucket: str, prefix: str, endpoint: str, region: str, key_id: str, key: str) -> None:
        self.bucket, self.prefix, self.endpoint, self.region = bucket, prefix, endpoint, region
        self._key_id, self._key = key_id, key

    @cached_property
    def _store(self) -> Any:
        # Made at the first use in each process: its threads do not outlive a fork. 16 MB: only whom it concerns.
        from obstore.store import S3Store  # noqa: PLC0415

        return S3Store(
            self.bucket,
            prefix=self.prefix or None,
            endpoint=self.endpoint,
            region=self.region,
            access_key_id=self._key_id,
            secret_access_key=self._key,
            virtual_hosted_style_request=False,
            disable_bulk_delete=True,  # not every store speaks it
            client_options={
                "allow_http": self.endpoint.startswith("http://"),
                "connect_timeout": "2s",
                "timeout": "30s",
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        )

    def answers(self) -> bool:
        """Whether the store lets us ask for a file now, there or not."""
        try:
            self.exists("is-palabre-let-in")
        except StoreAway:
            return False
        return True

    def exists(self, name: str) -> bool:
        import obstore  # noqa: PLC0415

        try:
            self._asked(obstore.head, name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        import obstore  # noqa: PLC0415

        return self._asked(obstore.head, name)["size"]

    def delete(self, name: str) -> None:
        """No word when it was not there."""
        import obstore  # noqa: PLC0415

        self._asked(obstore.delete, name)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        import obstore  # noqa: PLC0415

        content.seek(0)
        self._asked(obstore.put, name, content.read(), use_multipart=False)
        return name

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("What is kept by its hash is never written to.")
        return File(io.BufferedReader(_Pieces(self, name), 64 * 1024), name)

    def _asked(self, deed: Any, name: str, *words: Any, **named: Any) -> Any:
        from obstore.exceptions import BaseError, NotFoundError  # noqa: PLC0415

        try:
            return deed(self._store, name, *words, **named)
        except (FileNotFoundError, NotFoundError):
            raise FileNotFoundError(name) from None
        except (BaseError, OSError, ValueError) as fault:
            # Their sentence may quote an answer of the store's: only its kind goes on.
            raise StoreAway(f"the store of files does not answer as it should ({type(fault).__name__})") from None


class _Pieces(io.RawIOBase):
    """A file in the store, read from where one stands, one piece at a time."""

    def __init__(self, files: S3Files, name: str) -> None:
        self.files, self.name = files, name
        self.length = files.size(name)
        self.place = 0
        self.begins, self.piece = 0, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.place = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.length}[whence])
        return self.place

    def readinto(self, into: Any) -> int:
        import obstore  # noqa: PLC0415

        if self.place >= self.length:
            return 0
        if not self.begins <= self.place < self.begins + len(self.piece):
            length = min(AT_ONCE, self.length - self.place)
            found = self.files._asked(obstore.get_range, self.name, start=self.place, length=length)
            self.begins, self.piece = self.place, bytes(found)
        start = self.place - self.begins
        given = self.piece[start : start + len(into)]
        into[: len(given)] = given
        self.place += len(given)
        return len(given)
