"""What became of a draft since somebody answered for it, in words."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.catalogue.history import list_changes_after
from app.catalogue.models import ModuleVersion
from app.catalogue.outlines import Outline
from app.catalogue.services.editing.drafts_whole import draft_state
from app.catalogue.since import Touched, touched_since
from app.kernel.i18n import LANGUAGES
from app.studio import policy
from app.studio.changes_told import Difference, differences_between
from app.studio.kinds import kind_of
from app.studio.models import Review, ReviewState
from app.studio.review_pages import place_url

LONGEST_LABEL, MOST_TOUCHED = 80, 40
#: Fields that name a block which no outline has any more.
NAMING = ("title", "statement", "body", "alt")


@dataclass(frozen=True, slots=True)
class Since:
    """What follows an answer to a review. `replaced_by` are those who put other files in the place of the draft."""

    review: Review
    touched: Sequence[Touched]
    people: frozenset[uuid.UUID]
    replaced_by: frozenset[uuid.UUID]

    @property
    def is_approval(self) -> bool:
        return self.review.state is ReviewState.APPROVED


@dataclass(frozen=True, slots=True)
class TouchedTold:
    """A block, a unit or the module's own words that are not what they were, and who was at it."""

    label: str
    where: str
    url: str
    fate: str
    people: Sequence[str]
    at: datetime | None
    differences: Sequence[Difference]


def find_since(session: Session, draft: ModuleVersion, answered: Review | None) -> Since | None:
    """None where nothing was answered, or nothing has been done since; two statements otherwise."""
    if answered is None or policy.revision_seen(answered) >= draft.revision:
        return None
    changes = list_changes_after(session, draft.module_id, policy.revision_seen(answered))
    touched = touched_since(changes, draft_state(session, draft)) if draft.head else []
    people = frozenset(change.by for change in changes if change.by)
    replaced_by = frozenset(change.by for change in changes if change.by and "units" in change.before)
    return Since(answered, touched, people, replaced_by)


def touched_told(
    since: Since, outline: Outline, names: Mapping[uuid.UUID, str], *, is_author: bool
) -> list[TouchedTold]:
    return [_told(each, outline, names, is_author) for each in since.touched]


def _told(touched: Touched, outline: Outline, names: Mapping[uuid.UUID, str], is_author: bool) -> TouchedTold:
    unit = outline.unit(touched.code if touched.kind == "unit" else touched.unit)
    people = dict.fromkeys(_name(change.by, names) for change in touched.changes)
    return TouchedTold(
        _label(touched, outline),
        unit.title if unit and touched.kind == "block" else "",
        _url(touched, outline.slug, unit.code if unit else "", is_author=is_author),
        _fate(touched),
        list(people),
        max((change.at for change in touched.changes), default=None),
        [] if touched.is_new or touched.is_gone else _differences(touched, outline.language),
    )


def _url(touched: Touched, slug: str, unit: str, *, is_author: bool) -> str:
    """Where it stands now; empty where it does not, or has no page."""
    if not unit or touched.is_gone:
        return ""
    return place_url(slug, unit, touched.code if touched.kind == "block" else "", is_author=is_author)


def _name(by: uuid.UUID | None, names: Mapping[uuid.UUID, str]) -> str:
    return (names.get(by, "") if by else "") or str(gettext("La console"))


def _fate(touched: Touched) -> str:
    if touched.is_new:
        return "new"
    if touched.is_gone:
        return "gone"
    return "moved" if touched.before == touched.after else "written"


def _label(touched: Touched, outline: Outline) -> str:
    if touched.kind == "head":
        return str(gettext("Ce que dit le module"))
    unit, block = outline.unit(touched.code), outline.block(touched.code)
    known = (unit.title if unit else "") if touched.kind == "unit" else (block.label if block else "")
    kind = str(kind_of(block.type).name) if block else ""
    label = known or _words_of(touched.before or touched.after) or kind
    return label if len(label) <= LONGEST_LABEL else label[:LONGEST_LABEL].rsplit(" ", 1)[0] + "…"


def _words_of(state: Mapping[str, Any]) -> str:
    said = [state, *(fields for fields in state.get("source", {}).values() if fields)]
    found = (str(fields.get(name) or "").strip() for fields in said for name in NAMING)
    return next(filter(None, found), "")


def _differences(touched: Touched, own: str) -> list[Difference]:
    """Those of each language; another one than the module's says its name."""
    before, after = touched.before, touched.after
    found = differences_between(_rest(before), _rest(after))
    for language in before.get("source", {}):
        then, now = (state["source"].get(language) or {} for state in (before, after))
        prefix = "" if language == own else f"{LANGUAGES.get(language, language)}\u00a0: "
        found += [Difference(prefix + each.label, each.pieces) for each in differences_between(then, now)]
    return found


def _rest(state: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{key: value for key, value in state.items() if key not in ("source", "head")},
        **state.get("head", {}),
    }
