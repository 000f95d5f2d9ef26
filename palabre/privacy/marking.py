"""From the erasures that were done to the list that is kept outside the database."""

from palabre.core import clock
from palabre.privacy import marks
from palabre.privacy.models import Erasure


def note_marks() -> int:
    """Write the erasures that are not on the list yet. After a crash some stand there twice, none is missing."""
    new = list(Erasure.objects.done().filter(marked_at=None).select_related("member").order_by("pk"))
    if new:
        marks.note(new, marks.place())
        Erasure.objects.filter(pk__in=[each.pk for each in new]).update(marked_at=clock.now())
    return len(new)
