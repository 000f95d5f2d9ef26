"""An account with a password and a confirmed address, and the ways in."""

import re

from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

PASSWORD = "une parole et sa preuve"
CODE = re.compile(r"^([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


def with_password(member):
    member.set_password(PASSWORD)
    member.save()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def code():
    """The code in the newest mail."""
    return CODE.search(mail.outbox[-1].body).group(1)


def token_in(answer):
    """The token of the first form of a page."""
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.content.decode()).group(1)
