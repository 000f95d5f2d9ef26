"""What concerns a person alone is read by them alone."""

from palabre.people.alone import only

__all__ = ["only"]
