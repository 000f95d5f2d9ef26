"""Compare the record with its seals: what was changed, removed, put in, since it was sealed."""

from collections.abc import Iterator
from typing import Any

from palabre.commons.trail import rows
from palabre.commons.trail.models import Seal, SealTip
from palabre.commons.trail.sealing import said_by
from palabre.commons.trail.verify import Chain, Found, compare, covered, leaf_of


def seals_hold() -> Iterator[str]:
    """Each seal follows on the one before, and each row it holds is as it was. Reads every sealed row once."""
    chain, kinds = Chain(), rows.kinds()
    for seal in Seal.objects.order_by("number").iterator(chunk_size=20):
        said = said_by(seal)
        yield from chain.follow(said)
        if not chain.sound:
            continue
        unknown = [kind for kind, about in said["ranges"].items() if about["count"] and kind not in kinds]
        for kind in unknown:
            yield f"Seal {seal.number} holds rows of {kind}, of which this version of the program knows nothing."
        if not unknown:
            yield from compare(said, _found(said))
            yield from _forged(chain)
    yield from _tip(chain)
    for kind, model in kinds.items():
        for pk in model._base_manager.filter(pk__lt=1).order_by("pk").values_list("pk", flat=True):
            yield f"{kind} {pk} has a number that is never given out."


def _found(said: dict[str, Any]) -> Iterator[Found]:
    """The rows that stand today where ``said`` sealed some."""
    kinds = rows.kinds()
    for kind, about in sorted(said["ranges"].items()):
        if about["count"]:
            for pk, row in rows.rows_of(kinds[kind], about["columns"], covered(about)):
                yield kind, pk, leaf_of(kind, row)


def _forged(chain: Chain) -> Iterator[str]:
    """Rows under ids that a seal declared would never come any more."""
    for kind, spans in chain.given_up.items():
        model = rows.kinds().get(kind)
        if model is not None:
            for pk, _row in rows.rows_of(model, [str(model._meta.pk.column)], spans):
                yield f"{kind} {pk} came under a number given up in seal {chain.number}."


def _tip(chain: Chain) -> Iterator[str]:
    """The last seal cannot be taken away unseen: which it is stands in a second place."""
    tip = SealTip.objects.filter(pk=1).first()
    said = (tip.number, tip.sha256) if tip else (0, "")
    if said != (chain.number, chain.sha256):
        yield f"The newest seal should be number {said[0]}, and the chain ends with number {chain.number}."
