"""The demo's clock: three weeks of review walked in a minute. Nowhere but in the demo."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from palabre.commons.trail import rounds
from palabre.core import clock as time
from palabre.core.components.dates import in_words
from palabre.core.http import SeeOther, page
from palabre.people.models import Cooperative
from palabre.site.actions.clock import move_clock

FURTHEST = timedelta(days=5 * 366)


class ClockForm(forms.Form):
    """One of four buttons; a day only for the third."""

    move = forms.ChoiceField(choices=[(word, word) for word in ("day", "week", "date", "back")])
    day = forms.DateField(
        label=gettext_lazy("To this day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": gettext_lazy("Please choose a day."),
            "required": gettext_lazy("Please choose a day."),
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        if data is not None and data.get("move") != "date":
            del self.fields["day"]

    def clean(self) -> dict[str, Any]:
        day = self.cleaned_data.get("day")
        if day and not time.today() < day < time.today() + FURTHEST:
            self.add_error("day", _("Please choose a day to come, within the next five years."))
        return self.cleaned_data

    def to(self) -> datetime | None:
        """The instant to go to, at the hour it is now; None goes back to real time."""
        now = time.now()
        if self.cleaned_data["move"] == "date":
            into_the_day = timezone.localtime(now) - timezone.localtime(time.start_of(time.today()))
            return time.start_of(self.cleaned_data["day"]) + into_the_day
        days = {"day": 1, "week": 7}.get(self.cleaned_data["move"])
        return now + timedelta(days=days) if days else None


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def clock(request: HttpRequest) -> HttpResponse:
    """Read what time it is here; move it with one of four buttons."""
    if not settings.DEMO:
        raise Http404
    form = ClockForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        form = form if "day" in form.fields else ClockForm()
        context = {"form": form, "now": time.now(), "moved": bool(Cooperative.current().clock_offset_seconds)}
        return page(request, "site/clock.html", context, status=422 if request.method == "POST" else 200)

    by = request.user if request.user.is_authenticated else None
    move_clock(Cooperative.current(), by=by, to=form.to())
    rounds.walk_due(all_now=True)  # as the worker would, a few seconds later
    said = _("Here it is now %(now)s. What became due was done.") % {"now": in_words(time.now())}
    messages.success(request, said)
    return SeeOther(request.path)
