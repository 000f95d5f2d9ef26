"""A small HTTP client that costs little beside what it measures: one connection kept open, as a browser's."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

# What a browser behind a proxy sends. Without gzip it would be measured what nobody gets.
USUAL = "Host: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nAccept-Encoding: gzip\r\nAccept-Language: fr\r\n"


class Connection:
    """One visitor: keeps the connection and the cookies it was given."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, body: bytes | None = None, headers: str = "") -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in small letters), content as it came. Redirects are not followed."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        more = f"Cookie: {said}\r\n" if said else ""
        if body is not None:
            more += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        method = "GET" if body is None else "POST"
        writer.write(f"{method} {path} HTTP/1.1\r\n{USUAL}{more}{headers}\r\n".encode() + (body or b""))
        await writer.drain()
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        told = {}
        for line in filter(None, lines):
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _, worth = value.partition(";")[0].partition("=")
                self.cookies[cookie] = worth
            told[name.lower()] = value
        content = await reader.readexactly(int(told.get("content-length", 0)))
        return int(first.split(" ")[1]), told, content

    def share(self, other: "Connection") -> None:
        """Speak through the other's connection, so that the same process answers; keep one's own cookies."""
        self._streams = other._streams

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()


async def timed(connection: Connection, path: str) -> float:
    """Seconds for one page. Raises ``RuntimeError`` for anything but 200: an error would look fast."""
    begun = time.perf_counter()
    status, _, _ = await connection.ask(path)
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    return time.perf_counter() - begun


async def together(
    connections: Sequence[Connection], total: int, one: Callable[[Connection], Awaitable[float]]
) -> list[float]:
    """``total`` askings spread over the connections, each asking again as soon as it is answered."""
    left = iter(range(total))

    async def visitor(connection: Connection) -> list[float]:
        return [await one(connection) for _ in left]

    found = await asyncio.gather(*(visitor(connection) for connection in connections))
    return [seconds for each in found for seconds in each]
