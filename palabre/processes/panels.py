"""What this chapter offers to pages below it."""


def offer_all() -> None:
    """Register this chapter's panels; called once, when Django is ready."""
