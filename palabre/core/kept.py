"""What was rendered once and is kept in this process's memory, up to a size; the oldest unused goes first.

A cache of the process, never of the network: each answer still passes the whole way of a request (session, viewer,
rights). What makes a kept thing wrong is asked by whoever kept it (``commons.trail.kept_pages``).
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class Store:
    """Values by key, at most ``limit`` bytes of them as their keepers weigh them. Safe between threads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """The value kept under ``key``, or None."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: Hashable, value: Any, weight: int) -> None:
        """Keep ``value``, weighing ``weight`` bytes; what no longer fits is forgotten, the least lately used first."""
        with self._lock:
            self._weight -= self._held.pop(key, (None, 0))[1]
            self._held[key] = (value, weight)
            self._weight += weight
            while self._weight > self.limit and self._held:
                _, (_, freed) = self._held.popitem(last=False)
                self._weight -= freed

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self._weight = 0

    def __len__(self) -> int:
        return len(self._held)
