"""How many mails someone wants in a month at most, and what is worth one of them. Arithmetic only; reads no database.

What is told ranks by its reason: one's own words, then what was entrusted, then what one stood behind, then what one
follows, then the rest. Within a budget of B mails:

- never more than B mails in any 31 days (no month is longer);
- what is one's own or entrusted goes out at the next hour one chose, as long as one of the B is left;
- the rest waits until 31 / (B - 1) days after the last mail, and leaves the last of the B to the former. So four mails
  a month are not all sent on the first four days. Whatever waits goes along with the next mail that is sent.
"""

from datetime import datetime, timedelta

from palabre.commons.trail.verbs import Why

MONTH = timedelta(days=31)
OWN, ENTRUSTED, NAMED, FOLLOWED, GENERAL = range(5)
_RANKS = {
    Why.AUTHOR: OWN,
    Why.ASKED: OWN,
    Why.SUPPORTER: NAMED,
    Why.NAMED: NAMED,
    Why.FOLLOWER: FOLLOWED,
    Why.WISH: GENERAL,
}


def rank_of(why: str) -> int:
    """0 comes first. A reason that is not listed was entrusted: a seat, a mandate, a duty."""
    return _RANKS.get(Why(why), ENTRUSTED)


def goes_out_at(sent: list[datetime], budget: int | None, rank: int, now: datetime) -> datetime:
    """From when on a mail may go out whose best line has this rank, after those ``sent``; ``now`` when it may go.

    ``sent`` are the instants of earlier mails, in any order; those over 31 days old do not count.
    """
    lately = sorted(at for at in sent if now - MONTH < at <= now)
    if budget is None or not lately:
        return now
    if rank <= ENTRUSTED or budget == 1:
        return now if len(lately) < budget else lately[-budget] + MONTH
    most = budget - 1  # the last one is kept for what is one's own
    free = lately[-most] + MONTH if len(lately) >= most else now
    return max(now, free, lately[-1] + MONTH / most)
