"""What this chapter offers to pages beside it: on one's own page, the way to one's wishes."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.core.panels import offer
from palabre.wishes.policies import may_keep_subjects, may_see_obstacles


def offer_all() -> None:
    """Register this chapter's panels; called once, when Django is ready."""
    offer("membership.me_aside", my_wishes)
    offer("membership.keeping", what_i_keep)


def my_wishes(request: HttpRequest, member: object) -> SafeString:
    return render_to_string("wishes/parts/me.html", {}, request=request)


def what_i_keep(request: HttpRequest, member: object) -> SafeString:
    keeps, organises = may_keep_subjects(member), may_see_obstacles(member)
    if not (keeps or organises):
        return SafeString("")
    context = {"keeps": keeps, "organises": organises}
    return render_to_string("wishes/parts/keeps.html", context, request=request)
