"""Who has looked at a person's record from outside their centres, for the centre and for the person."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.audit import AuditLine
from app.kernel.looks import LOOKED, Look, notice
from app.network.models import Centre
from app.people.actor import Actor
from app.people.models import Person, full_name

PAGES = {
    "follow_up": _("la page de suivi"),
    "progress": _("la progression"),
    "workshop": _("la préparation à une séance"),
    "grid": _("une grille d’observation"),
}
#: Seeing the pages as someone begins with this act (`services.seeing`).
SEEN_AS = "seeing_begun"


def notice_look(
    session: Session, actor: Actor, *, person_id: uuid.UUID, centre_id: uuid.UUID, page: str
) -> None:
    """The caller reads about a person of this centre; kept when they hold no role there. `page` is one of `PAGES`."""
    if actor.id == person_id or actor.seen_by or centre_id in actor.centre_ids():
        return
    own = next((held.centre_id for held in actor.held), None)
    notice(session, Look(actor.id, person_id, centre_id, own, page))


@dataclass(frozen=True, slots=True)
class Looked:
    """Someone from elsewhere looked, or saw the pages as the person does. `facts` are those of the audit."""

    at: datetime
    who: str
    centre: str
    act: str
    facts: dict[str, Any]

    @property
    def is_seeing(self) -> bool:
        return self.act == SEEN_AS

    @property
    def sentence(self) -> str:
        """In the language of the page, said to the person themselves."""
        if self.act == SEEN_AS:
            return str(gettext("%(who)s a vu Compagnon comme vous le voyez, pour vous aider.", who=self.who))
        what = str(PAGES.get(self.facts.get("page", ""), _("votre dossier")))
        if not self.centre:
            return str(gettext("%(who)s a ouvert %(what)s vous concernant.", who=self.who, what=what))
        return str(
            gettext(
                "%(who)s, de « %(centre)s », a ouvert %(what)s vous concernant.",
                who=self.who,
                centre=self.centre,
                what=what,
            )
        )


def list_looks(session: Session, person_id: uuid.UUID, *, limit: int = 50) -> list[Looked]:
    """The newest looks at this person, for the person themselves; two statements."""
    rows = session.execute(
        select(AuditLine.at, AuditLine.act, AuditLine.facts, Person.given_name, Person.family_name)
        .join(Person, Person.id == AuditLine.actor_id, isouter=True)
        .where(AuditLine.person_id == person_id, AuditLine.act.in_((LOOKED, SEEN_AS)))
        .order_by(AuditLine.at.desc(), AuditLine.id.desc())
        .limit(limit)
    ).all()
    centres = _centres(session, {row.facts.get("centre") for row in rows} - {None})
    return [
        Looked(
            row.at,
            full_name(row.given_name, row.family_name)
            if row.given_name
            else gettext("Une personne du réseau"),
            centres.get(row.facts.get("centre"), ""),
            row.act,
            row.facts,
        )
        for row in rows
    ]


def _centres(session: Session, ids: set[Any]) -> dict[Any, str]:
    wanted = [uuid.UUID(each) for each in ids]
    rows = session.execute(select(Centre.id, Centre.name).where(Centre.id.in_(wanted)))
    return {str(centre_id): name for centre_id, name in rows}
