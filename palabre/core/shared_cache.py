"""What several nodes count together (limits on tries), in a Redis or Valkey; and what happens when it is gone.

Nothing in it is precious: it may be emptied or lost at any moment. While it does not answer, each process counts in its
own memory: a limit then holds for each process instead of for all, and no page fails or waits for long. We ask again
every few seconds.
"""

import json
import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger("palabre.cache")

LONGEST_WAIT = 0.5  # seconds for one answer
ASKED_AGAIN_AFTER = 5.0  # seconds
AWAY = (RedisError, OSError)


class Plain:
    """Values as JSON. Django's own way would run code that whoever writes into the cache puts there."""

    def dumps(self, value: Any) -> bytes | int:
        return value if type(value) is int else json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        try:
            return json.loads(data)
        except ValueError:
            return None  # not ours


class SharedCache(RedisCache):
    """Django's cache in Redis, and this process's memory while Redis does not answer. Never raises for its absence."""

    away_until = 0.0  # for all threads of the process

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        once = {"serializer": Plain, "socket_connect_timeout": LONGEST_WAIT, "socket_timeout": LONGEST_WAIT}
        # Once more: a connection from before a restart of Redis fails at its first use.
        params["OPTIONS"] = {**once, "retry": Retry(NoBackoff(), 1), **params.get("OPTIONS", {})}
        super().__init__(server, params)
        self.own = LocMemCache("while the shared cache is away", params)

    def answers(self) -> bool:
        """Whether it answers now, whatever was found a moment ago."""
        try:
            return bool(self._cache.get_client(None, write=True).ping())
        except AWAY:
            return False

    def _ask(self, shared: Callable, own: Callable, *words: Any, **named: Any) -> Any:
        if time.monotonic() < SharedCache.away_until:
            return own(*words, **named)
        try:
            return shared(*words, **named)
        except AWAY as fault:
            SharedCache.away_until = time.monotonic() + ASKED_AGAIN_AFTER
            facts = {"fault": type(fault).__name__}
            log.warning("the shared cache does not answer; each process counts for itself", extra={"facts": facts})
            return own(*words, **named)

    def add(self, *words: Any, **named: Any) -> bool:
        return self._ask(super().add, self.own.add, *words, **named)

    def get(self, *words: Any, **named: Any) -> Any:
        return self._ask(super().get, self.own.get, *words, **named)

    def set(self, *words: Any, **named: Any) -> None:
        self._ask(super().set, self.own.set, *words, **named)

    def touch(self, *words: Any, **named: Any) -> bool:
        return self._ask(super().touch, self.own.touch, *words, **named)

    def delete(self, *words: Any, **named: Any) -> bool:
        return self._ask(super().delete, self.own.delete, *words, **named)

    def get_many(self, *words: Any, **named: Any) -> dict[str, Any]:
        return self._ask(super().get_many, self.own.get_many, *words, **named)

    def has_key(self, *words: Any, **named: Any) -> bool:
        return self._ask(super().has_key, self.own.has_key, *words, **named)

    def incr(self, *words: Any, **named: Any) -> int:
        return self._ask(super().incr, self.own.incr, *words, **named)

    def set_many(self, *words: Any, **named: Any) -> list[str]:
        return self._ask(super().set_many, self.own.set_many, *words, **named)

    def delete_many(self, *words: Any, **named: Any) -> None:
        self._ask(super().delete_many, self.own.delete_many, *words, **named)

    def clear(self) -> None:
        self._ask(super().clear, self.own.clear)
