"""What can happen to the register of members."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import About, Told, Verb, Why
from palabre.core import clock
from palabre.people.models import Belonging, Duty


def _whom_it_is_about(entry: Entry) -> Told:
    yield entry.subject_id, Why.SELF


def _mine(entry: Entry) -> str:
    return reverse("register:mine")


def _who_keeps_these_lines(entry: Entry) -> Told:
    """Whose duty counts in their branches: there, in their entities, or everywhere."""
    for line in Belonging.objects.filter(pk__in=entry.details.facts.get("lines", [])).select_related("branch"):
        duties = Duty.objects.on(clock.today()).filter(kind__in=Duty.KEEPS_REGISTER).over(branch=line.branch)
        for member in duties.order_by("id").values_list("member", flat=True):
            yield member, Why.REGISTER


def _person(entry: Entry) -> str:
    return reverse("register:member", args=[entry.subject_id])


def _oneself(entry: Entry) -> list[About]:
    return [("people.member", entry.actor_id or 0)]


OPENED = Verb(
    key="register.belonging_opened",
    sentence=_("%(actor)s wrote a new belonging of %(subject)s in the register of members"),
    told=_whom_it_is_about,
    address=_mine,
)
CORRECTED = Verb(
    key="register.belonging_corrected",
    sentence=_("%(actor)s corrected a line of %(subject)s in the register of members"),
    told=_whom_it_is_about,
    address=_mine,
)
ENDED = Verb(
    key="register.belonging_ended",
    sentence=_("%(actor)s wrote down the end of a belonging of %(subject)s"),
    told=_whom_it_is_about,
    address=_mine,
)
ACCOUNT_CLOSED = Verb(
    key="register.account_closed", sentence=_("The account of %(subject)s was closed: their last belonging is over")
)
NUMBERED = Verb(
    key="register.member_numbered",
    sentence=_("%(actor)s wrote the member number of %(subject)s in the register of members"),
    told=_whom_it_is_about,
    address=_mine,
)
STATUS_NAMED = Verb(key="register.status_named", sentence=_("%(actor)s named a status of members: “%(subject)s”"))
COLLEGE_WEIGHED = Verb(
    key="register.college_weighed",
    sentence=_("%(actor)s wrote that the college “%(subject)s” weighs %(percent)s%% from %(day)s"),
)
BRANCH_FOLLOWED = Verb(
    key="register.branch_followed",
    sentence=_("%(actor)s follows the branch %(subject)s"),
    address=_mine,
    touches=_oneself,
)
BRANCH_LEFT = Verb(
    key="register.branch_left",
    sentence=_("%(actor)s follows the branch %(subject)s no longer"),
    address=_mine,
    touches=_oneself,
)

IMPORT_BROUGHT_IN = Verb(
    key="register.import_brought_in", sentence=_("%(actor)s brought in a file of members of %(subject)s")
)
IMPORT_MAPPED = Verb(key="register.import_mapped", sentence=_("%(actor)s had a file of members of %(subject)s read"))
IMPORT_BEGUN = Verb(
    key="register.import_begun", sentence=_("%(actor)s had an import into the register of %(subject)s written")
)
IMPORT_APPLIED = Verb(
    key="register.import_applied", sentence=_("%(actor)s brought the register of members of %(subject)s up to date")
)
SYNCED = Verb(
    key="register.synced",
    sentence=_("A program of %(actor)s brought the register of members of %(subject)s up to date"),
)
IMPORT_WITHDRAWN = Verb(
    key="register.import_withdrawn", sentence=_("%(actor)s withdrew a file of members of %(subject)s")
)
INVITED = Verb(key="register.invited", sentence=_("%(actor)s invited %(subject)s to open their account"))
EVERYBODY_INVITED = Verb(
    key="register.everybody_invited",
    sentence=_("%(actor)s invited everybody of %(subject)s who has no account yet to open it"),
)
INVITATION_WITHDRAWN = Verb(
    key="register.invitation_withdrawn", sentence=_("%(actor)s withdrew an invitation of %(subject)s")
)
LINK_ASKED_FOR = Verb(
    key="register.link_asked_for", sentence=_("A link to open the account of %(subject)s was asked for by mail")
)
ACCOUNT_OPENED = Verb(key="register.account_opened", sentence=_("%(actor)s opened their account"))
ACCOUNT_JOINED = Verb(
    key="register.account_joined",
    sentence=_("%(actor)s used an invitation with an account they had already: their line in the register joined it"),
    told=_who_keeps_these_lines,
    address=_person,
)

ALL: list[Verb] = [
    OPENED,
    CORRECTED,
    ENDED,
    ACCOUNT_CLOSED,
    NUMBERED,
    STATUS_NAMED,
    COLLEGE_WEIGHED,
    BRANCH_FOLLOWED,
    BRANCH_LEFT,
    IMPORT_BROUGHT_IN,
    IMPORT_MAPPED,
    IMPORT_BEGUN,
    IMPORT_APPLIED,
    SYNCED,
    IMPORT_WITHDRAWN,
    INVITED,
    EVERYBODY_INVITED,
    INVITATION_WITHDRAWN,
    LINK_ASKED_FOR,
    ACCOUNT_OPENED,
    ACCOUNT_JOINED,
]
