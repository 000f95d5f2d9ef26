"""The demo cooperative's rules in two versions: what the statutes say, then what the board added."""

from typing import Any

from palabre.governance.models import Body
from palabre.people.models import Member
from palabre.rules.actions.rulebooks import record_rules
from palabre.rules.models import Rule
from palabre.site.demo.calendar import ago, on
from palabre.statutes.models import Article, Clause

KINDS = {
    "Assemblée": "assembly", "Conseil d’administration": "board", "Conseil d’antenne": "council", "Bureau": "office",
    "Com": "committee", "Groupe": "group",
}  # fmt: skip
STATUTES = [  # key, kind, value, article
    ("convocation_days", "assembly", 15, "17"),
    ("agenda_days", "board", 7, "31"),
    ("agenda_days", "assembly", 15, "24"),
    ("quorum_percent", "assembly", 20, "19"),
    ("quorum_percent", "board", 50, "31"),
    ("proxies_most", "assembly", 2, "20"),
    ("point_supporters", "assembly", 20, "18"),
    ("point_days_before", "assembly", 25, "18"),
]
HOUSE = [
    ("convocation_days", "board", 7),
    ("point_supporters", "", 3),
    ("point_open_days", "", 60),
    ("point_answer_days", "", 30),
    ("point_days_before", "", 10),
    ("point_reserved_minutes", "board", 30),
    ("point_most_each", "", 3),
    ("check_reminder_days", "", 14),
]


def rule(cast: dict[str, Member]) -> None:
    """After ``statutes.found``, for each number has its article; before any meeting, for each keeps its version."""
    by, clauses = cast["farid"], Clause.objects.in_force(ago(0)).select_related("article")
    articles = {clause.number: clause.article for clause in clauses.filter(adoption__statutes__kind="statutes")}
    told: dict[str, Any] = {"by": by, "entity": None, "packs": ["fr_scic"]}
    with on(ago(689)):
        record_rules(
            **told, rules=_from_statutes(articles), adopted_by="assemblée générale extraordinaire, Nantes",
            adopted_on=ago(761), in_force_on=ago(761), reason="Les nombres que disent les statuts.",
        )  # fmt: skip
    with on(ago(640)):
        house = [Rule(key=key, kind=kind, value=value, layer="house") for key, kind, value in HOUSE]
        record_rules(
            **told, rules=[*_from_statutes(articles), *house], adopted_by="conseil d’administration",
            adopted_on=ago(641), in_force_on=ago(640), reason="Une réponse datée à chaque point demandé.",
        )  # fmt: skip


def _from_statutes(articles: dict[str, Article]) -> list[Rule]:
    return [
        Rule(key=key, kind=kind, value=value, layer="statutes", article=articles[number])
        for key, kind, value, number in STATUTES
    ]


def say_what_bodies_are() -> None:
    """Each body's kind, by how its name begins."""
    for body in Body.objects.all():
        for begins, kind in KINDS.items():
            if body.name.startswith(begins):
                Body.objects.filter(pk=body.pk).update(kind=kind)
