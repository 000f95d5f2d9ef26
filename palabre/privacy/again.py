"""After a restore: whom the lists name is erased again."""

from collections.abc import Iterable
from pathlib import Path

from palabre.privacy.actions.erasures import erase_again
from palabre.privacy.marks import marked


def erase_listed(lists: Iterable[Path]) -> int:
    """In the transaction of the restore. Gives how many were erased; who was erased already is left as they are.

    Raises ``NotAList``: a list that cannot be read stops the restore, rather than let people come back.
    """
    return sum(erase_again(member, by=None, words=words) for where in lists for member, words in marked(where))
