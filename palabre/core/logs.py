"""Structured logs: one JSON object a line, without personal data."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """Level, logger, message and the record's ``facts``. Tracebacks keep places and types, not values."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.msg if record.name == "palabre.requests" else _message(record),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = _places(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    """As written; Django's lines about a request name its route: an address may hold a token, such as a stop link's."""
    request = getattr(record, "request", None)
    if request is None or not (record.args and isinstance(record.args, tuple)):
        return record.getMessage()
    route = request.resolver_match.route if getattr(request, "resolver_match", None) else "unknown"
    written = (request.path, request.path.encode("unicode_escape").decode("ascii"))
    return record.msg % tuple(route if str(each) in written else each for each in record.args)


def _places(record: logging.LogRecord) -> list[str]:
    """File, line and function of each frame: an exception's own text may quote what a member typed."""
    places = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('site-packages/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-12:]
