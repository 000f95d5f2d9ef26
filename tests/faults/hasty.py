"""A server that answers before it commits: with it the rig must fail, or the rig proves nothing."""

import io
import threading

from palabre.config.wsgi import application as honest

HASTE = 0.3  # seconds by which the answer comes before the deed


def application(environ, start_response):
    if environ["REQUEST_METHOD"] != "POST":
        return honest(environ, start_response)
    environ = {**environ, "wsgi.input": io.BytesIO(environ["wsgi.input"].read())}
    threading.Timer(HASTE, lambda: list(honest(environ, lambda *answer: None))).start()
    start_response("303 See Other", [("Location", "/")])
    return [b""]
