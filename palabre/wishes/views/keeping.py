"""For the secretariat: the subjects members may wish, what each process is about, and when members are asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.processes.models import Process
from palabre.wishes.actions.subjects import ask_everyone, choose_months, describe_process, keep_subjects
from palabre.wishes.forms import DescriptionForm, MonthsForm, SubjectsForm
from palabre.wishes.models import Asking
from palabre.wishes.policies import may_keep_subjects
from palabre.wishes.queries.keeping import processes_described


@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(may_keep_subjects(member))
    form = SubjectsForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, {"form": form}, 422 if form.is_bound else 200)
    keep_subjects(by=member, names=form.cleaned_data["names"])
    messages.success(request, _("These subjects are offered from now on."))
    return SeeOther(reverse("wishes:keeping"))


@require_POST
def months(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(may_keep_subjects(member))
    form = MonthsForm(request.POST)
    if not form.is_valid():
        return _page(request, {"months_form": form}, 422)
    choose_months(by=member, months=form.cleaned_data["months"])
    messages.success(request, _("Members are asked at this rhythm from now on."))
    return SeeOther(reverse("wishes:keeping"))


@require_POST
def asking(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    ask_everyone(by=member)
    messages.success(request, _("A line on everyone’s home page asks for their wishes. No mail goes out for it."))
    return SeeOther(reverse("wishes:keeping"))


@require_http_methods(["GET", "HEAD", "POST"])
def description(request: HttpRequest, pk: int) -> HttpResponse:
    """What one process is about."""
    member: Any = request.user
    require(may_keep_subjects(member))
    process = get_object_or_404(Process.objects.visible_to(member), pk=pk)
    form = DescriptionForm(request.POST if request.method == "POST" else None, process=process)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "process": process}
        return page(request, "wishes/description.html", context, status=422 if form.is_bound else 200)
    describe_process(process, by=member, subjects=form.cleaned_data["subjects"])
    messages.success(request, _("Whoever wishes one of these subjects is told."))
    return SeeOther(reverse("wishes:keeping"))


def _page(request: HttpRequest, forms: dict, status: int) -> HttpResponse:
    asking = Asking.current()
    context = {
        "form": SubjectsForm(),
        "months_form": MonthsForm(initial={"months": asking.months}),
        "asked_at": asking.asked_at,
        "described": processes_described(request.user),
        **forms,
    }
    return page(request, "wishes/keeping.html", context, status=status)
