"""Lists a page at a time, the newest first. Where one stopped is a cursor: what is added meanwhile moves nothing."""

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from palabre.site.api.reader import ApiRequest

Shape = TypeVar("Shape")
BIGGEST = 2**63 - 1
Number = Annotated[int, Field(ge=1, le=BIGGEST)]
OrNone = SkipJsonSchema[None]


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


def left_out(description: str) -> Any:
    """A filter that one may leave out."""
    return Field(None, description=description, json_schema_extra=_without_default)


class Asked(Schema):
    """What every list is asked with."""

    limit: int = Field(30, ge=1, le=100, description="How many at most.")
    cursor: str = Field(
        "",
        pattern=r"^[0-9a-f]{0,15}$",
        description="Where to go on, from `next` of the page before. Do not make one up.",
    )


class Listed(Schema, Generic[Shape]):
    """One page of a list."""

    items: list[Shape]
    next: str | None = Field(description="The address of the next page, as in the Link header; null on the last.")


def listed(request: ApiRequest, found: QuerySet, asked: Asked, shape: Callable[[Any], Any]) -> dict[str, Any]:
    """The page asked for, each row by ``shape``. As many queries as ``found`` takes, whatever there is.

    Raises ``ValidationError`` for a word that this list does not know: a mistyped filter, ignored, would lie.
    """
    if unknown := sorted(set(request.GET) - set(type(asked).model_fields)):
        raise ValidationError([{"loc": ("query", word), "msg": "This list does not know it."} for word in unknown])
    if asked.cursor:
        found = found.filter(pk__lt=int(asked.cursor, 16))
    rows = list(found.order_by("-pk")[: asked.limit + 1])
    more = len(rows) > asked.limit
    if more:
        rows.pop()
        words = asked.model_dump(exclude_unset=True, exclude_none=True, mode="json") | {"cursor": f"{rows[-1].pk:x}"}
        request.next_page = f"{settings.SITE_URL}{request.path}?{urlencode(words)}"
    return {"items": [shape(row) for row in rows], "next": request.next_page if more else None}
