"""The register of members, kept by a program: the one thing that is written through the API.

``urls`` lets only tokens in that may write there (``register:write``); whether their member keeps that register today
is asked here.
"""

from collections import Counter
from datetime import date
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Path, Router, Schema
from pydantic import ConfigDict, Field

from palabre.core import clock
from palabre.people.models import Branch, Duty, Entity
from palabre.register.actions.syncing import MOST, sync_members
from palabre.register.batches import Batch, judged
from palabre.register.models import ImportRow
from palabre.site.api import shapes
from palabre.site.api.lists import Number, OrNone, left_out
from palabre.site.api.reader import TokenRequest

router = Router(tags=["The register of members"])
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$")]  # of one line, which every database keeps


class Said(Schema):
    """What a program says of one member. What is left out stays as the register has it."""

    model_config = ConfigDict(extra="forbid")

    number: Line = Field("", max_length=40, description="The member number: your own key. It or the address is needed.")
    email: Line = Field("", max_length=254, description="Somebody new needs one. Of who is known, it is never changed.")
    name: Line = Field("", max_length=80, description="Somebody new needs one. Of who is known, it is never changed.")
    college: Line = Field(
        "", max_length=80, description="By its name; needed for somebody new where there are several."
    )
    branch: Line = Field("", max_length=80, description="By its name; the same.")
    status: Line = Field("", max_length=80, description="By its name, one of the entity's own.")
    shares: Annotated[int, Field(ge=0, le=100_000)] | OrNone = left_out("How many.")
    from_on: date | OrNone = left_out("First day.")
    until_on: date | OrNone = left_out("Last day, included: who leaves.")

    def words(self) -> dict[str, str]:
        """As a row of a file would have them."""
        said = self.model_dump(mode="json")
        return {name: "" if value is None else str(value) for name, value in said.items()}


class SaidOfMany(Schema):
    """A batch."""

    model_config = ConfigDict(extra="forbid")

    members: list[Said] = Field(min_length=1, max_length=MOST)
    effective_on: date | OrNone = left_out("From which day on changes count: today, if left out.")
    reason: Line = Field("", max_length=200, description="Stays in the register beside each line that is written.")
    dry_run: bool = Field(False, description="Only tell what each row would do.")


@router.get("/register", response=shapes.Registers, url_name="register")
def read_registers(request: TokenRequest) -> dict[str, Any]:
    """The legal entities whose register your token writes, with the names that a batch may use."""
    kept = Entity.objects.entrusted_to(request.reader.token.member, *Duty.KEEPS_REGISTER)
    branches = list(Branch.objects.order_by("name").values_list("name", flat=True))
    found = kept.prefetch_related("colleges", "statuses").order_by("pk")
    return {"entities": [_entity_told(each) for each in found], "branches": branches}


@router.post("/register/{entity}/members", response=shapes.Synced, url_name="register_members")
def write_members(request: TokenRequest, entity: Path[Number], said: SaidOfMany) -> dict[str, Any]:
    """Bring what the register says of up to 500 members up to date. Sent again, nothing more happens.

    A member is known by their number, else by their address. Rows that are refused are left out; the others are written
    together, or none of them is.
    """
    token = request.reader.token
    keeper = token.member
    found = get_object_or_404(Entity.objects.entrusted_to(keeper, *Duty.KEEPS_REGISTER), pk=entity)
    batch = Batch(
        rows=[each.words() for each in said.members], effective_on=said.effective_on or clock.today(),
        program=token.name, reason=said.reason.strip(),
    )  # fmt: skip
    rows = judged(found, batch, by=keeper)[1] if said.dry_run else sync_members(found, batch, by=keeper)
    counts = Counter(row.kind for row in rows)
    return {
        "dry_run": said.dry_run,
        "counts": {str(kind): counts[kind] for kind in ImportRow.Kind},
        "rows": [{"place": row.line - 1, "number": row.number, "result": row.kind, "why": row.why} for row in rows],
    }


def _entity_told(entity: Entity) -> dict[str, Any]:
    named = {name: sorted(each.name for each in getattr(entity, name).all()) for name in ("colleges", "statuses")}
    return {"id": entity.pk, "name": entity.name, "members": shapes.api_of("register_members", entity.pk), **named}
