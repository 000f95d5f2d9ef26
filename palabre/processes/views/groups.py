"""Who sits in the groups of a process; and the seats given and ended there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.models import Duty
from palabre.people.policies import holds_duty
from palabre.people.requests import MemberRequest
from palabre.processes.actions.seats import end_seat, give_seat
from palabre.processes.forms.seats import SeatForm
from palabre.processes.models import Process, Seat, WorkingGroup
from palabre.processes.policies.seats import facilitates, may_give_seat
from palabre.processes.queries.groups import tables


@login_not_required
@require_safe
def groups(request: HttpRequest, pk: int) -> HttpResponse:
    process = get_object_or_404(Process.objects.visible_to(request.user), pk=pk)
    return _shown(request, process, SeatForm(process, request.user))


@require_POST
def seats(request: MemberRequest, pk: int) -> HttpResponse:
    """First the search, which writes nothing; then, with someone chosen, the seat."""
    process = get_object_or_404(Process.objects.visible_to(request.user), pk=pk)
    form = SeatForm(process, request.user, request.POST)
    if not _gives(request, process):
        require(may_give_seat(request.user, get_object_or_404(process.groups.all()[:1]), Seat.Role.PARTICIPANT))
    if not form.is_valid():
        return _shown(request, process, form, status=422)
    group, role, member = (form.cleaned_data[name] for name in ("group", "role", "chosen"))
    if member is None:
        return _shown(request, process, form)
    give_seat(group, by=request.user, member=member, role=role)
    said = _("%(name)s sits in “%(group)s” from today, may write its texts, and is told so.")
    messages.success(request, said % {"name": member.name, "group": group.name})
    return SeeOther(reverse("processes:groups", args=[process.pk]))


@require_POST
def seat_ending(request: MemberRequest, pk: int) -> HttpResponse:
    readable = Process.objects.visible_to(request.user)
    seat = get_object_or_404(Seat.objects.filter(group__process__in=readable).select_related("group", "member"), pk=pk)
    end_seat(seat, by=request.user)
    said = _("The seat of %(name)s in “%(group)s” has ended. What was written stays.")
    messages.success(request, said % {"name": seat.member.name, "group": seat.group.name})
    return SeeOther(reverse("processes:groups", args=[seat.group.process_id]))


def _gives(request: HttpRequest, process: Process) -> bool:
    """Whether the viewer has the form at all; the action asks for each seat."""
    return holds_duty(request.user, Duty.Kind.SECRETARIAT) or facilitates(request.user, process)


def _shown(request: HttpRequest, process: Process, form: SeatForm, *, status: int = 200) -> HttpResponse:
    viewer, gives = request.user, _gives(request, process)
    # The policy is asked once a role, not once a seat: a long list costs no more than a short one.
    ended = {
        role.value: gives and bool(may_give_seat(viewer, WorkingGroup(process=process), role)) for role in Seat.Role
    }

    def ends(seat: Seat) -> bool:
        return ended[seat.role] or seat.member_id == viewer.pk

    context = {
        "process": process,
        "tables": tables(process, ends=ends),
        "drafters": process.drafters.all(),
        "gives": gives,
        "form": form,
        "trail": [(_("Processes"), reverse("processes:processes")), (process.title, process.get_absolute_url())],
    }
    return page(request, "processes/groups.html", context, status=status)
