"""What a message about a block, or about a question, shows of it to whoever reads."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, Module, ModuleVersion, Unit
from app.chat.anchors import Anchor, AnchorCard
from app.chat.models import Message
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.tutoring.models import HelpRequest
from app.tutoring.queries.caseload import list_caseload_ids

LONGEST_QUOTE = 120


def show_blocks(session: Session, actor: Actor, anchors: Sequence[Anchor]) -> list[AnchorCard | None]:
    """The cards of blocks of modules that the actor learns or accompanies someone on; two statements for all."""
    known = _blocks_seen(session, actor, {anchor["id"] for anchor in anchors})
    return [known.get((anchor["id"], anchor.get("version"))) for anchor in anchors]


def show_questions(session: Session, actor: Actor, anchors: Sequence[Anchor]) -> list[AnchorCard | None]:
    """The question that a message answers, by its first words."""
    ids = [found for anchor in anchors if (found := _read_id(anchor["id"]))]
    rows = session.execute(
        select(HelpRequest.id, Message.text)
        .join(Message, Message.id == HelpRequest.message_id)
        .join(Enrolment, Enrolment.id == HelpRequest.enrolment_id)
        .where(HelpRequest.id.in_(ids), _is_seen_by(session, actor))
    )
    cards = {
        str(asked_id): AnchorCard(gettext("En réponse à"), "", (_first_words(text),))
        for asked_id, text in rows
    }
    return [cards.get(str(anchor["id"])) for anchor in anchors]


def _blocks_seen(session: Session, actor: Actor, codes: Collection[str]) -> dict[tuple[str, Any], AnchorCard]:
    rows = session.execute(
        select(
            Block.code,
            ModuleVersion.number,
            BlockText.label,
            Unit.position,
            Unit.title,
            Unit.code,
            Module.slug,
            Enrolment.learner_id,
        )
        .join(ModuleVersion, ModuleVersion.id == Block.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(Unit, Unit.id == Block.unit_id)
        # By the module, not the version: what was said of a block stays when its learner goes on in a newer version.
        .join(Enrolment, Enrolment.module_id == Module.id)
        .join(
            BlockText,
            (BlockText.block_id == Block.id) & (BlockText.language == Module.language),
            isouter=True,
        )
        .where(Block.code.in_(codes), _is_seen_by(session, actor))
    )
    return {
        (code, number): AnchorCard(
            label or code,
            f"/learn/modules/{slug}/units/{unit}#{code}" if learner_id == actor.id else "",
            (gettext("Unité %(number)s, %(title)s", number=position, title=title),),
        )
        for code, number, label, position, title, unit, slug, learner_id in rows
    }


def _is_seen_by(session: Session, actor: Actor) -> Any:
    return or_(Enrolment.learner_id == actor.id, Enrolment.id.in_(list_caseload_ids(session, actor)))


def _first_words(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rstrip() + "…"


def _read_id(text: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
