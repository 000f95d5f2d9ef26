"""How often someone looked for people to name: counted in the cache, forgotten within a day, never for whom."""

from django.core.cache import cache

from palabre.core import clock
from palabre.people.models import Member

HOUR, DAY = 3600, 86_400  # seconds


def counted(member: Member) -> tuple[int, int]:
    """Count one more; give how many within this hour and this day."""
    now = clock.now()
    return _count(f"{member.pk}.{now:%Y%m%d%H}", HOUR), _count(f"{member.pk}.{now:%Y%m%d}", DAY)


def _count(key: str, seconds: int) -> int:
    key = f"palabre.named.{key}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # emptied in between
        return 1
