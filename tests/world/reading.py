"""An answer is read as a browser would read it."""


def read_to_the_end(answer):
    """Take a download to its last byte, so that its file is closed.

    Never ``answer.close()``: Django's client has closed the rest already, and a second closing tells the database
    that the request is over. On PostgreSQL that takes the test's own connection away.
    """
    if answer.streaming:
        b"".join(answer.streaming_content)
