"""What some of the cast wish, and the words they wish it in."""

from palabre.commons.notices.models import Sent
from palabre.core import clock
from palabre.wishes.models import Asking, Counted, Described, Figure, Obstacle, Subject, Wish


def what_they_wish(world):
    """``n`` subjects, each of which says what the walked process is about; Awa and the others wish them all."""
    found = [Subject.objects.create(name=f"Subject {number}") for number in range(world.n)]
    world.subject = found[0]
    Described.objects.bulk_create(Described(process=world.walked, subject=subject) for subject in found)
    for member in (world.cast.awa, *world.others):
        wish = Wish.objects.create(member=member, reach=["opinion"], moments=["evening"], answered_at=clock.now())
        wish.subjects.set(found)
        wish.branches.set([world.cast.rennes])
        Sent.objects.create(member=member)
    Asking.objects.get_or_create(pk=1)
    what_keeps_them(world)


def what_keeps_them(world):
    """Everyone of ``others`` (and Awa) says the stairs; they stand behind the total of the whole."""
    people = (world.cast.awa, *world.others)
    Obstacle.objects.bulk_create(Obstacle(member=member, kind="stairs") for member in people)
    figures = [Figure(kind=kind, branch=branch) for kind in ("stairs", "hour") for branch in (world.cast.rennes, None)]
    for figure in figures:
        figure.save()
    Counted.objects.bulk_create(Counted(figure=figures[1], member=member) for member in people)
