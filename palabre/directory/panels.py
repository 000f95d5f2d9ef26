"""What this chapter offers to pages of others: the way to one's profile, to the vocabulary, to the faces of bodies."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.core.panels import offer
from palabre.directory.policies import may_have_profile, may_keep_vocabulary


def offer_all() -> None:
    """Register this chapter's panels; called once, when Django is ready."""
    offer("membership.me_aside", seen_by_others)
    offer("governance.bodies", faces)
    offer("governance.body", faces_of_body)


def seen_by_others(request: HttpRequest, member: object) -> SafeString:
    words = {"may_have": may_have_profile(member), "may_keep": may_keep_vocabulary(member)}
    return render_to_string("directory/parts/me.html", words, request=request)


def faces(request: HttpRequest, _bodies: object) -> SafeString:
    return render_to_string("directory/parts/faces.html", {}, request=request)


def faces_of_body(request: HttpRequest, body: object) -> SafeString:
    return render_to_string("directory/parts/faces.html", {"body": body}, request=request)
