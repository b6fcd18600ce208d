"""What the people of a review are told by mail, each in their own language."""

from flask import url_for
from flask_babel import gettext

from app.kernel.i18n import speaking
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import session
from app.people.queries import get_person
from app.studio.models import Review, ReviewState
from app.studio.queries import Reader


def _address(slug: str) -> str:
    return runtime().settings.address + url_for("studio.review", slug=slug)


def tell_reader(reader: Reader, *, title: str, slug: str, asker: str, note: str) -> None:
    with speaking(reader.language):
        runtime().mailer.send(
            session(),
            to=reader.email,
            subject=gettext("Une relecture pour vous\u00a0: %(title)s", title=title),
            text=gettext(
                "%(name)s vous demande de relire «\u00a0%(title)s\u00a0».\n\n%(note)s\n\nPour lire et répondre\u00a0:\n%(address)s\n",
                name=asker,
                title=title,
                note=note,
                address=_address(slug),
            ),
        )


def tell_asker(review: Review, *, title: str, slug: str, reader: str) -> None:
    person = get_person(session(), review.asked_by)
    if person.email is None:
        return
    approved = review.state is ReviewState.APPROVED
    with speaking(person.language):
        said = (
            gettext("%(name)s approuve «\u00a0%(title)s\u00a0».", name=reader, title=title)
            if approved
            else gettext(
                "%(name)s demande des changements à «\u00a0%(title)s\u00a0».", name=reader, title=title
            )
        )
        runtime().mailer.send(
            session(),
            to=person.email,
            subject=gettext("Relecture de «\u00a0%(title)s\u00a0»", title=title),
            text=f"{said}\n\n{review.answer}\n\n{_address(slug)}\n",
        )
