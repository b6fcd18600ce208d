"""What a module says of itself in its draft."""

import re
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.catalogue.content.block_fields import FieldsUnfit
from app.catalogue.content.module_file import LANGUAGE
from app.catalogue.models import Block, BlockText, ModuleVersion
from app.catalogue.services.editing.desk import Desk, State, hold_draft
from app.catalogue.services.editing.moved import theirs_since, told_by
from app.catalogue.services.editing.refusals import HeadMoved
from app.catalogue.services.editing.states import BEHIND
from app.catalogue.services.editing.words import LONGEST_TITLE, line, lines
from app.catalogue.services.modules import LanguageFixed
from app.catalogue.translations import behind_after, put_behind, words_of_head
from app.people.actor import Actor

LONGEST = {"title": LONGEST_TITLE, "summary": 2000, "sector": 64, "licence": 64, "language": 2}
LISTS = ("outcomes", "sources")


def save_head(
    session: Session, actor: Actor, *, slug: str, head: dict[str, Any], revision: int
) -> ModuleVersion:
    """Keep title, summary, sector, licence, language, review date, outcomes, sources; a key left out stays. `words` are
    title, summary and outcomes in other languages; one left out stays.

    Until the first publication the module shows them at once. Raises HeadMoved, LanguageFixed, FieldsUnfit, TextTooLong.
    """
    desk = hold_draft(session, actor, slug)
    draft, before = desk.draft, desk.draft.head
    wanted = before | _clean(head)
    wanted["words"] = before.get("words", {}) | clean_words(wanted["language"], head.get("words", {}))
    if wanted == before:
        return draft
    if revision != draft.head_revision:
        _refuse_if_moved(desk, revision)
    behind = draft.behind
    put_head(desk, wanted)
    after = {"head": wanted, BEHIND: draft.behind}
    desk.note("head_saved", before={"head": before, BEHIND: behind}, after=after)
    return draft


def _clean(head: dict[str, Any]) -> State:
    told: State = {key: line(head[key], longest) for key, longest in LONGEST.items() if key in head}
    told |= {key: lines(head[key]) for key in LISTS if key in head}
    if "review_on" in head:
        told["review_on"] = _day(head["review_on"])
    return told


def clean_words(own: str, words: dict[str, Any]) -> State:
    """What a module says of itself in other languages; nothing yet for one that is begun. Raises FieldsUnfit."""
    if own in words or any(not re.fullmatch(LANGUAGE, language) for language in words):
        raise FieldsUnfit(at="words")
    return {language: _clean(told) for language, told in words.items()}


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise FieldsUnfit(at="review_on") from None


def _refuse_if_moved(desk: Desk, revision: int) -> None:
    theirs = theirs_since(desk, revision, "")
    if theirs is not None:
        raise HeadMoved(revision=desk.draft.head_revision, head=desk.draft.head, **told_by(desk, theirs))


def put_head(desk: Desk, head: State, behind: State | None = None) -> None:
    """`behind` is what was behind when the head said this, where that is known. Raises LanguageFixed."""
    draft, module = desk.draft, desk.module
    own, words = head["language"], words_of_head(head)
    found = behind_after(own, words_of_head(draft.head), draft.behind, words) if behind is None else behind
    draft.behind = put_behind(own, found, {}, words)
    if head["language"] != draft.head["language"]:
        _change_language(desk, draft.head["language"], head["language"])
    draft.head, draft.title, draft.outcomes = head, head["title"], head["outcomes"]
    draft.words = head.get("words", {})
    draft.head_revision = desk.next_revision
    if module.current_number == 0:
        module.title, module.summary, module.words = head["title"], head["summary"], draft.words
        module.sector, module.licence = head["sector"], head["licence"]
        module.review_on = date.fromisoformat(head["review_on"])


def _change_language(desk: Desk, former: str, language: str) -> None:
    """What was taken for one language was another one; refused where the module has words in that one already."""
    session, rows = desk.session, select(Block).where(Block.version_id == desk.draft.id)
    blocks = list(session.scalars(rows))
    is_there = language in desk.draft.head.get("words", {}) or any(language in each.source for each in blocks)
    if desk.module.current_number or is_there:
        raise LanguageFixed
    for block in blocks:
        told = dict(block.source)
        if former in told:
            block.source = {language: told.pop(former), **told}
    session.execute(
        update(BlockText)
        .where(BlockText.block_id.in_([block.id for block in blocks]), BlockText.language == former)
        .values(language=language)
    )
    desk.module.language = language
