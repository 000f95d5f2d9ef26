"""allauth's own pages (account, second step), at its own addresses, answering as our pages do.

Two things are added to each of its views, and nothing is taken away:
- its forms speak in our words (labels and help, no placeholder that vanishes while one types);
- a form that was not accepted is answered with 422 and not 200; one that was tried too often with 429.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

from allauth.account.urls import urlpatterns as account
from allauth.mfa.urls import urlpatterns as second_step
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Your password now"),
    "password1": _("Password"),
    "password2": _("The same password again"),
    "code": _("Code"),
}
HELP = {
    "email": "",
    "password": "",
    "oldpassword": "",
    "password1": _("At least 10 characters. Three or four words in a row make a good one."),
    "code": _("Eight letters, as in the mail. Capitals and the dash do not matter."),
}
SECOND_STEP_LABELS = {
    "code": _("Code"),
    "name": _("A name for this key, to know it again"),
    "passwordless": _("It signs me in by itself, without the password"),
}
SECOND_STEP_HELP = {
    "code": _("Six digits of the app, or one of your recovery codes."),
    "name": _("For instance “my phone”."),
    "passwordless": _("Unticked, it is asked for after the password."),
}
FORMS = ("form", "verify_form", "change_form", "webauthn_form")


def in_our_words(
    view: Callable[..., HttpResponse], labels: Mapping[str, Any], helps: Mapping[str, Any]
) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            forms = [form for name in FORMS if (form := (response.context_data or {}).get(name))]
            for form in forms:
                _say(form, labels, helps)
            if request.method == "POST" and response.status_code == 200:
                response.status_code = _status(forms)
        return response

    return answered


def _say(form: BaseForm, labels: Mapping[str, Any], helps: Mapping[str, Any]) -> None:
    field: Any
    said: Any
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        # The bound field has its own copy of both once the form was validated.
        for said in (field, form[name]):
            said.label = labels.get(name, said.label)
            said.help_text = helps.get(name, said.help_text)
        if name == "code":
            field.widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false", "autofocus": True}


def _status(forms: list[BaseForm]) -> int:
    codes = {error.code for form in forms for errors in form.errors.as_data().values() for error in errors}
    if codes & {"too_many_login_attempts", "rate_limited"}:
        return 429
    return 422 if any(form.errors for form in forms) else 200


def _all(
    entries: Iterable[URLPattern | URLResolver], labels: Mapping[str, Any], helps: Mapping[str, Any]
) -> Iterator[URLPattern | URLResolver]:
    """allauth's addresses, each answering in our words; a branch of addresses as its leaves."""
    for each in entries:
        if isinstance(each, URLResolver):
            yield path(str(each.pattern), include(list(_all(each.url_patterns, labels, helps))))
        else:
            view = in_our_words(each.callback, labels, helps)
            yield URLPattern(each.pattern, view, each.default_args, each.name)


urlpatterns = [
    *_all(account, LABELS, HELP),
    *([path("", include("palabre.membership.other_house_addresses"))] if settings.OIDC else []),
    path("second-step/", include(list(_all(second_step, SECOND_STEP_LABELS, SECOND_STEP_HELP)))),
]
