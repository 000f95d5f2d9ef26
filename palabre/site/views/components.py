"""The page that shows every component in every state. Members may look: nothing of the house is hidden."""

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from palabre.core import clock
from palabre.core.components import marks
from palabre.core.http import page

DIFFERENCE = mark_safe("<p>L’ordre du jour est publié <del>sept</del><ins>dix</ins> jours avant.</p>")  # nosec B308 # our own words


class SampleForm(forms.Form):
    """One field of each kind, to look at."""

    sentence = forms.CharField(
        label=gettext_lazy("In one sentence"),
        max_length=160,
        help_text=gettext_lazy("What you ask, as you would say it aloud."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, widget=forms.Textarea(attrs={"maxlength": 600, "rows": 4})
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Where was this said?"),
        choices=[("web", gettext_lazy("I write it here")), ("room", gettext_lazy("It was said in the room"))],
        widget=forms.RadioSelect,
    )
    group = forms.ChoiceField(label=gettext_lazy("Group"), choices=[("rennes", "Rennes"), ("namur", "Namur")])
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    pseudonym = forms.BooleanField(
        label=gettext_lazy("Publish under my pseudonym"),
        required=False,
        help_text=gettext_lazy("The group's secretary will see your name."),
    )


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Examples only: nothing is read from the database but the frame."""
    day = clock.today()
    return page(
        request,
        "site/components.html",
        {
            "levels": list(marks.LEVELS),
            "statuses": list(marks.STATUSES),
            "fates": list(marks.FATES),
            "outcomes": list(marks.OUTCOMES),
            "names": ["Awa Diop", "Driss Haddad", "Bruno Keller", "Chloé Marchand", "Edwige Declercq", "Farid Benali"],
            "now": clock.now(),
            "today": day,
            "soon": day + timedelta(days=9),
            "past": day - timedelta(days=3),
            "rows": _rows(),
            "items": [(_("Who decides"), _("The board")), (_("Until"), _("Friday"))],
            "trail": [(_("Home"), "/"), (_("Components"), request.path)],
            "tab_items": [("open", _("Open processes"), "#open"), ("closed", _("Closed processes"), "#closed")],
            "page_obj": Paginator(range(50), 10).page(2),
            "difference": DIFFERENCE,
            "form": SampleForm({"group": "rennes"}),
        },
    )


def _rows() -> list[tuple]:
    """The five statuses with the numbers of a past cooperative's cycles, as an example."""
    counts = {"done": 97, "under_way": 61, "not_done": 48, "rejected": 29, "postponed": 19}
    total = sum(counts.values())
    return [(key, marks.STATUSES[key], count, round(count * 100 / total, 1)) for key, count in counts.items()]
