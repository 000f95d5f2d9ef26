"""What the demo's cast wishes, in the words of Estran; when mail comes and how much of it.

Who is not named here gets mail at once, and is asked on home what they wish.
"""

import random
from typing import Any

from palabre.commons.notices.preferences import choose_rhythm
from palabre.people.models import Branch, Member
from palabre.processes.models import Process
from palabre.wishes.actions.subjects import describe_process, keep_subjects
from palabre.wishes.choosing import answer, say_obstacles
from palabre.wishes.counting import count_all
from palabre.wishes.models import Obstacle, Subject

SUBJECTS = ["Assemblées", "Formation", "Langues", "Logement", "Outils partagés", "Rémunération", "Statuts", "Trajets"]
RHYTHMS: dict[str, dict[str, Any]] = {
    "hugo": {"pace": "weekly", "hour": 18, "weekday": 4, "budget": 4},
    "lotte": {"pace": "daily", "hour": 7, "zone": "Europe/Brussels", "budget": 8},
    "ines": {"pace": "weekly", "hour": 8, "weekday": 0, "zone": "Europe/Brussels", "budget": 2},
}
# How far, about what, where, how, when.
WISHES: dict[str, tuple[list[str], list[str], list[str], list[str], list[str]]] = {
    "hugo": (["informed", "opinion"], ["Statuts", "Rémunération"], ["Lille"], ["writing"], []),
    "lotte": (["drafting", "carrying"], ["Langues", "Assemblées"], ["Gand"], ["video", "presence"], ["evening"]),
    "ines": (["drafting", "hosting"], ["Trajets", "Assemblées"], ["Namur"], ["presence"], ["weekend"]),
    "driss": (["opinion"], ["Assemblées", "Trajets"], ["Rennes"], ["video"], ["evening", "weekend"]),
}
LANGUAGES = {"lotte": ["nl", "fr"], "ines": ["fr"], "hugo": ["fr"], "driss": ["fr"]}


def wish(cast: dict[str, Member]) -> None:
    """Before the stories: so that what happens in them is told as each wished."""
    keep_subjects(by=cast["farid"], names=SUBJECTS)
    for key, rhythm in RHYTHMS.items():
        choose_rhythm(cast[key], **rhythm)
    for key, (reach, subjects, branches, formats, moments) in WISHES.items():
        answer(
            cast[key],
            reach=reach,
            formats=formats,
            moments=moments,
            languages=LANGUAGES[key],
            subjects=Subject.objects.filter(name__in=subjects),
            branches=Branch.objects.filter(name__in=branches),
        )


def obstacles() -> None:
    """What keeps the others from coming: some say one thing or two, the distance and the hour more often than money."""
    chance = random.Random(2026)  # noqa: S311 -- invented answers, the same at each seeding
    weights = [7, 8, 4, 2, 1, 3, 2, 3, 4]
    for member in Member.objects.filter(email__startswith="membre").order_by("pk"):
        if chance.random() < 0.6:
            say_obstacles(member, chance.choices(Obstacle.Kind.values, weights=weights, k=chance.choice([1, 2])))
    count_all(drawn=lambda: True)


ABOUT = {
    "Décider ensemble, même de loin": ["Assemblées", "Langues", "Trajets"],
    "Prendre soin du travail à plusieurs": ["Formation", "Rémunération"],
    "Suivre l’assemblée depuis chez soi": ["Assemblées", "Outils partagés"],
}


def describe(cast: dict[str, Member]) -> None:
    """After the stories: the secretariat says what each process is about."""
    for process in Process.objects.filter(title__in=ABOUT).order_by("pk"):
        subjects = Subject.objects.filter(name__in=ABOUT[process.title])
        describe_process(process, by=cast["farid"], subjects=subjects)
