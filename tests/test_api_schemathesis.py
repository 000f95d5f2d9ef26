"""The API against its own description: schemathesis sends what the document allows, and what it does not.

Every check that schemathesis has, signed out and with each kind of token. The whole takes minutes, for the night; a few
of everything are tried every time.
"""

from collections import Counter

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from schemathesis import GenerationMode

from palabre.config.wsgi import application
from palabre.membership.actions.tokens import make_token
from palabre.site.api.document import document
from tests.world import build

READERS = ("signed out", "public", "mine", "register")
TREATMENT = {"deadline": None, "database": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}
# It asks for compressed answers and then reads them as they are.
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture
def same_connection(db):
    """A request's end closes the database's connection, where it is not Django's own client that asks."""
    ends = (request_started, request_finished)
    for each in ends:
        each.disconnect(close_old_connections)
    yield
    for each in ends:
        each.connect(close_old_connections)


@pytest.fixture
def reads_as(cast, settings, same_connection):
    """With what headers a reader asks. Tokens are Edwige’s, who is a member and holds nothing; who writes is Farid."""
    settings.API_A_MINUTE = 10**9
    build(cast, 2)

    def headers(reader):
        if reader == "signed out":
            return PLAIN
        secret = make_token(
            by=cast.farid if reader == "register" else cast.edwige, name=reader, scope=reader, ends_on=cast.today
        )[1]
        return PLAIN | {"Authorization": f"Bearer {secret}"}

    return headers


def described():
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def operations(schema):
    return [found.ok() for found in schema.get_all_operations()]


class Asked:
    """Counts what was answered, and what each check had to say of it."""

    def __init__(self, headers):
        self.headers, self.statuses, self.faults = headers, Counter(), []

    def __call__(self, case):
        answer = case.call(headers=self.headers)
        self.statuses[answer.status_code] += 1
        try:
            case.validate_response(answer, headers=self.headers)
        except (schemathesis.errors.FailureGroup, AssertionError) as found:
            self.faults.append(f"{case.as_curl_command()}: {found}")


def drawn(operation, mode, most, ask):
    """``most`` requests that hypothesis draws up; where nothing can be wrong (no parameter), none of the negative."""

    @hypothesis.settings(max_examples=most, phases=[Phase.generate], **TREATMENT)
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case):
        ask(case)

    run()


def may_be_wrong(operation):
    return bool(list(operation.iter_parameters()))


@pytest.mark.parametrize("reader", READERS)
def test_it_keeps_to_its_description(reads_as, reader):
    ask = Asked(reads_as(reader))
    for operation in operations(described()):
        drawn(operation, GenerationMode.POSITIVE, 1, ask)
        if may_be_wrong(operation):
            drawn(operation, GenerationMode.NEGATIVE, 1, ask)
    assert ask.faults == []
    assert {200, 422} <= set(ask.statuses)


@pytest.mark.nightly
@pytest.mark.parametrize("reader", READERS)
def test_it_keeps_to_its_description_at_length(reads_as, reader, record_property):
    ask, schema = Asked(reads_as(reader)), described()
    for operation in operations(schema):
        for mode in GenerationMode:
            words = {"generation_modes": [mode], "generation_config": schema.config.generation}
            for case in schema.iter_coverage_cases(operation, **words):
                ask(case)
            if mode is GenerationMode.POSITIVE or may_be_wrong(operation):
                drawn(operation, mode, 40, ask)
    record_property("requests", sum(ask.statuses.values()))
    assert ask.faults == []
    assert set(ask.statuses) <= {200, 400, 401, 403, 404, 405, 422}


def test_it_would_find_an_answer_that_is_not_described(reads_as, monkeypatch):
    """The checks check: a field that the document does not know how to tell is found."""
    monkeypatch.setitem(document()["components"]["schemas"]["BodyShape"]["properties"]["name"], "type", "integer")
    ask = Asked(reads_as("signed out"))
    for operation in operations(described()):
        if operation.path == "/api/v1/bodies":
            drawn(operation, GenerationMode.POSITIVE, 4, ask)
    assert len(ask.faults) > 0
