from flask.typing import ResponseReturnValue
from pydantic import Field

from app.kernel.api import (
    Model,
    PageQuery,
    answer,
    decode_cursor,
    domain_api,
    encode_cursor,
    operation,
    query,
)
from app.kernel.errors import Invalid
from app.kernel.search import Group
from app.search.looking import look

api = domain_api("search")


class SearchQuery(PageQuery):
    """`q` is what was typed: each word may be the beginning of a longer one, and all must be there."""

    q: str = Field("", description="of longer texts, the first 200 characters count")
    kind: str = Field(
        "", max_length=32, description="modules, units, people, messages, sessions; all without it"
    )


class HitObject(Model):
    """`url` is the page that shows the thing; `excerpt` the passage that has the words, as text."""

    kind: str
    key: str
    title: str
    url: str
    detail: str
    excerpt: str


class HitsFound(Model):
    """`counts` says how many there are of each kind, up to 200; `next` goes back as `cursor`, null at the end."""

    counts: dict[str, int]
    items: list[HitObject]
    next: str | None


@api.get("/search")
@operation("signed_in", query=SearchQuery, answers={200: HitsFound})
def search() -> ResponseReturnValue:
    wanted: SearchQuery = query()
    looked = look(wanted.q)
    groups, first = looked.of(wanted.kind), _first(wanted.cursor)
    items = _items(groups, first, first + wanted.size)
    total = sum(group.total for group in groups)
    following = first + len(items)
    return answer(
        HitsFound(
            counts={group.kind.name: group.total for group in looked.groups},
            items=items,
            next=encode_cursor(following) if items and following < total else None,
        )
    )


def _first(cursor: str | None) -> int:
    parts = decode_cursor(cursor, 1)
    if parts is None:
        return 0
    if not parts[0].isdecimal() or len(parts[0]) > 6:
        raise Invalid(errors=[{"at": "cursor", "message": "not a cursor of this list"}])
    return int(parts[0])


def _items(groups: list[Group], first: int, last: int) -> list[HitObject]:
    """From `first` to before `last`, counted through the kinds in their order."""
    items: list[HitObject] = []
    for group in groups:
        start, end = max(0, first), min(group.total, last)
        if start < end:
            items += [
                HitObject(
                    kind=group.kind.name,
                    key=hit.key,
                    title=hit.title,
                    url=hit.url,
                    detail=hit.detail,
                    excerpt=hit.excerpt,
                )
                for hit in group.show(start, end - start)
            ]
        first, last = first - group.total, last - group.total
    return items
