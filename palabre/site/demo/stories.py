"""Three processes of the demo cooperative: one answered years ago, one in public review, one about to open.

Each deed is done by its real action on its real day, so what the demo shows is what the software does.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from palabre.commons.conversations.models import Comment
from palabre.commons.texts.revisions import newest
from palabre.core import clock
from palabre.governance.actions.commitments import add_proof, note_progress
from palabre.governance.actions.decisions import decide_point
from palabre.governance.actions.items import schedule_item
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.beside import Beside
from palabre.governance.models import Body, Commitment
from palabre.people.models import Member
from palabre.processes.actions.answers import answer_comment
from palabre.processes.actions.comments import comment_on, support_comment
from palabre.processes.actions.manuscripts import bring_in_manuscript
from palabre.processes.actions.publication import publish_manuscript
from palabre.processes.actions.referrals import refer_recommendation
from palabre.processes.actions.revisions import publish_version
from palabre.processes.actions.seats import give_seat
from palabre.processes.models import Answer, Process, Recommendation
from palabre.site.demo.calendar import ago, in_french, on, weekday_from
from palabre.site.demo.voices import CHEZ_SOI, CHEZ_SOI_RULINGS, LOIN, LOIN_SECOND, Ruling, Voice

DOCUMENTS = Path(__file__).parent / "documents"
Cast = dict[str, Member]


def tell_all(cast: Cast) -> None:
    """The three stories, oldest first."""
    answered_years_ago(cast)
    in_public_review(cast)
    about_to_open(cast)


def answered_years_ago(cast: Cast) -> None:
    """“Suivre l’assemblée depuis chez soi”: from the review to commitments in all five states."""
    opens = ago(1010)
    process = _publish(cast, "chez-soi.md", opens, 20, level="concertation", session="")
    with on(opens, 11):
        _seat(cast, process, ("Lille", "hugo", "facilitator"), ("Bruxelles", "ines", "facilitator"))
    _speak(cast, process, CHEZ_SOI, answered_by="hugo", after_days=6)
    with on(ago(988), 20):
        for recommendation in process.recommendations.order_by("number"):
            _take_in(cast["hugo"], recommendation, "Reprend les remarques de la relecture.", {})
    _decide(cast, process, CHEZ_SOI_RULINGS, refer_on=ago(979), meet_on=ago(965))


def in_public_review(cast: Cast) -> None:
    """“Décider ensemble, même de loin”: three weeks of comments, half of them answered, one second version."""
    opens = ago(20)
    closes = weekday_from(ago(-8), 4)
    session = in_french(weekday_from(ago(-3), 3), "18 h 30")
    process = _publish(
        cast, "loin.md", opens, (closes - opens).days, level="concertation", session=session, words_of_leavers="kept"
    )
    with on(opens, 11):
        seats = [("Rennes", "bruno", "facilitator"), ("Rennes", "driss", "participant")]
        _seat(cast, process, *seats, ("Gand", "lotte", "facilitator"), ("Namur", "ines", "facilitator"))
    _speak(cast, process, LOIN, answered_by="bruno", after_days=4)
    with on(ago(5), 21):
        _take_in(cast["bruno"], process.recommendations.get(number=1), LOIN_SECOND["reason"], LOIN_SECOND)
    board = Body.objects.get(name="Conseil d’administration")
    for days in (24, 80):
        with on(ago(2), 9):
            starts = weekday_from(ago(-days), 3)
            call_meeting(board, by=cast["farid"], starts_at=_at(starts, 14), place="Lille, et en visioconférence")


def about_to_open(cast: Cast) -> None:
    """“Prendre soin du travail à plusieurs”: the groups begin; the review opens in some weeks."""
    published = ago(3)
    process = _publish(cast, "soin.md", published, 30, level="consultation", session="", waits=40)
    with on(published, 12):
        _seat(cast, process, ("Montpellier", "ines", "facilitator"), ("Liège", "driss", "participant"))


def _publish(
    cast: Cast, name: str, opens: date, review_days: int, *, level: str, session: str, waits: int = 0, **terms: str
) -> Process:
    """Bring one of our documents in as a secretary would, and publish it uncorrected on its day."""
    text = (DOCUMENTS / name).read_text(encoding="utf-8").replace("{date}", opens.strftime("%d/%m/%Y"))
    text = text.replace("{session}", session)
    review_opens = opens + timedelta(days=waits)
    review_closes = review_opens + timedelta(days=review_days)
    with on(opens, 9):
        manuscript = bring_in_manuscript(by=cast["farid"], name=name, data=text.encode(), filename=name)
        return publish_manuscript(
            manuscript,
            by=cast["farid"],
            title=manuscript.proposal["title"],
            summary=SUMMARIES[name],
            cycle=str(opens.year),
            language="fr",
            level=level,
            decider=Body.objects.get(name="Conseil d’administration"),
            review_opens_on=review_opens,
            review_closes_on=review_closes,
            answers_close_on=review_closes + timedelta(days=10),
            answer_due_on=review_closes + timedelta(days=48),
            names="either",
            words_of_leavers=terms.get("words_of_leavers", "choose"),
            audience="public",
            speakers="signed_in",
        )


SUMMARIES = {
    "loin.md": "Comment peser sur ce qui nous concerne, quand on travaille loin les uns des autres ?",
    "chez-soi.md": "Comment participer à l’assemblée générale sans pouvoir y venir ?",
    "soin.md": "Que pouvons-nous faire les uns pour les autres quand le travail va mal ?",
}


def _seat(cast: Cast, process: Process, *seats: tuple[str, str, str]) -> None:
    for group, key, role in seats:
        give_seat(process.groups.get(name=group), by=cast["farid"], member=cast[key], role=role)


def _at(day: date, hour: int) -> datetime:
    return clock.start_of(day) + timedelta(hours=hour)


def _thing(process: Process, place: str) -> Any:
    """“3” is the third recommendation, “3.2” its second measure."""
    number, _, measure = place.partition(".")
    recommendation = process.recommendations.get(number=number)
    return recommendation.measures.get(number=measure) if measure else recommendation


def _speak(cast: Cast, process: Process, voices: list[Voice], *, answered_by: str, after_days: int) -> None:
    for minute, voice in enumerate(voices):
        once = str(uuid5(NAMESPACE_URL, f"{process.pk}/{minute}"))
        with on(ago(voice.days_ago), 19, minute):
            comment = comment_on(
                _thing(process, voice.on),
                by=cast[voice.who],
                text=voice.text,
                pseudonymous=voice.pseudonymous,
                once=once,
            )
        with on(ago(voice.days_ago - 1), 20, minute):
            for key in voice.supporters.split():
                support_comment(comment, by=cast[key])
        if voice.fate:
            with on(ago(voice.days_ago - after_days), 21, minute):
                answer_comment(comment, by=cast[answered_by], fate=voice.fate, reason=voice.reason)


def _take_in(by: Member, recommendation: Recommendation, reason: str, words: dict) -> None:
    """Publish version 2: the measures as ``words`` say, and every answer that took something in."""
    revision = newest(recommendation.text)
    discussions = [recommendation.discussion_id, *recommendation.measures.values_list("discussion", flat=True)]
    said = Comment.objects.filter(discussion__in=discussions)
    answers = list(Answer.objects.filter(comment__in=said, fate__in=["taken_in", "partly"]))
    if not answers:
        return
    measures = [
        {**part, "title": words[part["anchor"]][0], "html": words[part["anchor"]][1]}
        if part["anchor"] in words
        else _completed(part, answers, recommendation)
        for part in revision.parts
    ]
    publish_version(
        recommendation,
        by=by,
        title=revision.title,
        html=revision.html,
        measures=measures,
        reason=reason,
        answers=answers,
    )


def _completed(part: dict, answers: list[Answer], recommendation: Recommendation) -> dict:
    """A measure with the sentence its answers added, where the story has no words of its own."""
    measure = recommendation.measures.get(anchor=part["anchor"])
    added = [
        ADDITIONS[answer.reason]
        for answer in answers
        if answer.comment.discussion_id == measure.discussion_id and answer.reason in ADDITIONS
    ]
    return {**part, "html": part["html"] + "".join(f"<p>{sentence}</p>" for sentence in added)}


ADDITIONS = {
    "Le vote s’ouvre après la discussion retransmise, pas avant.": "Le vote s’ouvre après la discussion retransmise.",
    "Le groupe propose trois chiffres ; la direction financière garde la main sur leur calcul.": (
        "Les trois chiffres sont proposés par le groupe."
    ),
    "C’est écrit maintenant : dans le mois, dans les deux langues.": "Les deux langues paraissent le même jour.",
    "D’où l’accord demandé à chaque personne, intervention par intervention.": (
        "L’accord est demandé intervention par intervention."
    ),
}


def _decide(cast: Cast, process: Process, rulings: list[Ruling], *, refer_on: date, meet_on: date) -> None:
    """Refer everything, meet, decide measure by measure, then follow each commitment to where it stands today."""
    board = process.decider
    with on(refer_on, 10):
        items = [refer_recommendation(found, by=cast["hugo"]).item for found in process.recommendations.all()]
        meeting = call_meeting(board, by=cast["farid"], starts_at=_at(meet_on, 14), place="Bruxelles")
        for item in items:
            schedule_item(item, by=cast["farid"], meeting=meeting)
    for ruling in rulings:
        measure = _thing(process, ruling.on)
        with on(meet_on, 16):
            decision = decide_point(measure.point, by=cast["chloe"], **_terms(cast, ruling, meet_on))
        _follow(cast, decision.commitment, ruling)


def _terms(cast: Cast, ruling: Ruling, meet_on: date) -> dict:
    terms = {"outcome": ruling.outcome, "reason": ruling.reason, "amended_text": ruling.amended,
             "beside": Beside(minority=ruling.minority)}  # fmt: skip
    if ruling.outcome == "deferred":
        return terms | {"next_check_on": ago(-45)}
    if ruling.outcome == "refused":
        return terms
    return terms | {
        "owner": cast.get(ruling.owner),
        "owner_service": ruling.service,
        "means": ruling.means,
        "due_on": meet_on + timedelta(days=365),
        "next_check_on": meet_on + timedelta(days=180),
    }


def _follow(cast: Cast, commitment: Commitment, ruling: Ruling) -> None:
    for days_ago, status, words, check in ruling.notes:
        with on(ago(days_ago), 11):
            note_progress(commitment, by=cast["farid"], status=status, text=words, next_check_on=ago(-check))
    if ruling.proof:
        days_ago, title, url = ruling.proof
        with on(ago(days_ago), 11):
            add_proof(commitment, by=cast["farid"], title=title, url=url)
            note_progress(commitment, by=cast["farid"], status="done", text="C’est fait ; la preuve est jointe.")
