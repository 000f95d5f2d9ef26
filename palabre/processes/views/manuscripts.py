"""The secretariat's working documents: the list, and the door through which one comes in."""

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from palabre.commons.files.store import UnwelcomeFile
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.requests import MemberRequest
from palabre.processes.actions.manuscripts import bring_in_manuscript
from palabre.processes.forms.manuscripts import BringInForm
from palabre.processes.models import Manuscript
from palabre.processes.policies.manuscripts import may_bring_in
from palabre.processes.queries import corrections
from palabre.processes.queries.manuscripts import summary
from palabre.processes.reading import Unreadable
from palabre.processes.views.manuscript import address


# The body is looked at before the token (which `_manuscripts` checks): a text too long to be read in is answered
# with a sentence, not with Django's bare 400.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def manuscripts(request: MemberRequest) -> HttpResponse:
    try:
        request.POST  # noqa: B018 -- reading it is what may fail
    except RequestDataTooBig:
        require(may_bring_in(request.user))
        sentence = _("The text you pasted is too long to be sent this way. Save it as a file and send that instead.")
        form = BringInForm({})
        form.errors.clear()
        form.add_error("text", sentence)
        return _shown(request, form, status=422)
    return _manuscripts(request)


@csrf_protect
def _manuscripts(request: MemberRequest) -> HttpResponse:
    require(may_bring_in(request.user))
    if request.method != "POST":
        return _shown(request, BringInForm())
    form = BringInForm(request.POST, request.FILES)
    if not (form.is_valid() and (manuscript := _brought_in(request, form))):
        return _shown(request, form, status=422)
    found = _("Palabre read %(summary)s. Read it through and correct what it misunderstood; nothing is published yet.")
    messages.success(request, found % {"summary": summary(manuscript.proposal)})
    return SeeOther(address(manuscript))


def _brought_in(request: MemberRequest, form: BringInForm) -> Manuscript | None:
    data, filename = form.source
    name = form.cleaned_data["name"]
    try:
        return bring_in_manuscript(by=request.user, name=name, data=data, filename=filename)
    except Unreadable as unreadable:
        form.refuse(unreadable.sentence)
    except UnwelcomeFile as unwelcome:
        form.refuse(unwelcome.messages[0])
    return None


def _shown(request: HttpRequest, form: BringInForm, *, status: int = 200) -> HttpResponse:
    page_obj, rows = corrections.manuscripts(request.user, request.GET.get("page"))
    context = {"form": form, "page_obj": page_obj, "rows": rows}
    return page(request, "processes/manuscripts.html", context, status=status)
