"""How a command ends when it cannot go on: one sentence, no traceback."""

import errno


class Stop(Exception):
    """Says what is missing and how to get it. ``code`` is the exit status (2: wrong words or settings)."""

    def __init__(self, sentence: str, *, code: int = 2) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def for_disk(fault: OSError, place: object) -> Stop:
    """The sentence for a folder that cannot be written, whatever the reason."""
    if fault.errno == errno.ENOSPC:
        return Stop(f"The disk that holds {place} is full. Free some room, or choose another folder with --data DIR.")
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Stop(f"{place} cannot be written to. Choose another folder with --data DIR, or give yourself the right.")
    if fault.errno in (errno.ENOTDIR, errno.EEXIST):
        return Stop(f"{place} is not a folder. Choose another one with --data DIR.")
    return Stop(f"{place} cannot be used: {fault.strerror}.")
