"""How slow this machine is just now: bounds in seconds hold for a machine of a known pace, and shared ones vary.

A bound guards against work that grows with the square of a text, which is a hundred times too slow, not twice.
"""

import time
from functools import cache

KNOWN = 0.11  # processor seconds for the loop below on the machine for which the bounds were set


@cache
def slowness() -> float:
    """How many times slower than that machine; never less than 1. Measured once a process, best of three."""
    return max(1.0, min(_loop() for _ in range(3)) / KNOWN)


def _loop() -> float:
    begun, total = time.process_time(), 0
    for number in range(2_000_000):
        total += number
    return time.process_time() - begun
