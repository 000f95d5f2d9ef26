import json
import logging

from django.test import RequestFactory
from django.urls import resolve

from palabre.core.logs import JsonLines


def line(request, msg, *args):
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, msg, args, None)
    record.request = request
    return json.loads(JsonLines().format(record))["message"]


def test_a_line_about_a_request_names_its_route_and_never_the_token_in_its_address():
    request = RequestFactory().post("/notices/stopped/WzEsIiJd:secret/")
    request.resolver_match = resolve(request.path)
    said = line(request, "Forbidden (%s): %s", "CSRF cookie not set.", request.path)
    assert said == "Forbidden (CSRF cookie not set.): notices/stopped/<str:token>/"


def test_a_line_without_a_route_or_without_words_to_fill_in_is_written_all_the_same():
    request = RequestFactory().get("/nowhere/é/")
    assert line(request, "Not Found: %s", request.path) == "Not Found: unknown"
    assert line(request, "Invalid HTTP_HOST header: 100%s") == "Invalid HTTP_HOST header: 100%s"
