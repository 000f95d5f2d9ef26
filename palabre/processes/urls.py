from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from palabre.processes.views import (
    answers,
    comment,
    comments,
    documents,
    draft,
    groups,
    manuscript,
    manuscripts,
    measure,
    process,
    processes,
    publication,
    recommendation,
    referral,
    versions,
    words,
)

app_name = "processes"


def _versions(address: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """A version in each form in which it goes home: “….pdf”, “….docx”, “….odt” and “….md”."""
    forms = {"pdf": documents.PDF, "docx": documents.DOCX, "odt": documents.ODT, "markdown": documents.MARKDOWN}
    return [
        path(f"{address}.{form.ending}", view, {"form": form}, name=f"{name}_{word}") for word, form in forms.items()
    ]


urlpatterns: list[URLPattern] = [
    # Working documents, until they are published; groups and seats.
    path("manuscripts/", manuscripts.manuscripts, name="manuscripts"),
    path("manuscripts/<int:pk>/", manuscript.manuscript, name="manuscript"),
    path("manuscripts/<int:pk>/correction/", manuscript.correction, name="correction"),
    path("manuscripts/<int:pk>/description/", manuscript.description, name="description"),
    path("manuscripts/<int:pk>/undoing/", manuscript.undoing, name="undoing"),
    path("manuscripts/<int:pk>/publication/", publication.publication, name="publication"),
    path("<int:pk>/groups/", groups.groups, name="groups"),
    path("<int:pk>/seats/", groups.seats, name="seats"),
    path("seats/<int:pk>/ending/", groups.seat_ending, name="seat_ending"),
    # The thread of a voice, and versions to take home.
    path("comments/<int:pk>/", comment.comment, name="comment"),
    path("words/", words.words, name="words"),
    *_versions("<int:pk>/versions/<int:number>", documents.process_document, "process"),
    *_versions("recommendations/<int:pk>/versions/<int:number>", documents.recommendation_document, "recommendation"),
    # Processes, their recommendations and measures; what is said in their margins.
    path("", processes.processes, name="processes"),
    path("<int:pk>/", process.process, name="process"),
    path("<int:pk>/comments/", comments.process_comments, name="process_comments"),
    path("<int:pk>/answers/", answers.answers, name="answers"),
    path("comments/<int:pk>/answer/", answers.answer, name="answer"),
    path("comments/<int:pk>/support/", comments.support, name="support"),
    path("comments/<int:pk>/name-removal/", comment.name_removal, name="name_removal"),
    path("discussions/<int:pk>/follow/", comments.follow, name="follow"),
    path("measures/<int:pk>/", measure.measure, name="measure"),
    path("measures/<int:pk>/comments/", comments.measure_comments, name="measure_comments"),
    path("recommendations/<int:pk>/", recommendation.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/comments/", comments.recommendation_comments, name="recommendation_comments"),
    path("recommendations/<int:pk>/versions/", versions.versions, name="versions"),
    path("recommendations/<int:pk>/versions/<int:number>/", versions.version, name="version"),
    path(
        "recommendations/<int:pk>/versions/<int:older>/<int:newer>/",
        versions.difference,
        name="difference",
    ),
    path("recommendations/<int:pk>/draft/", draft.draft, name="draft"),
    path("recommendations/<int:pk>/referral/", referral.referral, name="referral"),
]
