"""What a learner is told of who accompanies them: who stands in and until when, who came after whom and why."""

from datetime import datetime, timedelta

from flask_babel import gettext

from app.kernel.clock import now
from app.kernel.i18n import say_date
from app.tutoring.models import HandoverReason
from app.tutoring.queries.thread import Companion, Handed, StoodIn

#: How long it is news that someone else accompanies.
NEWS = timedelta(days=14)


def tell_company(companion: Companion) -> list[str]:
    """The sentences that hold today; none while all is as ever."""
    told = []
    if companion.stood_in:
        told.append(_tell_stand_in(companion, companion.stood_in))
    if not companion.is_there:
        told.append(
            gettext(
                "%(name)s n’accompagne plus dans votre centre, qui choisit la suite. Vos messages seront lus.",
                name=companion.given_name,
            )
        )
    elif companion.handed and now() - companion.handed.at < NEWS:
        told.append(_tell_handover(companion, companion.handed))
    return [sentence for sentence in told if sentence]


def _tell_stand_in(companion: Companion, stood_in: StoodIn) -> str:
    names = {"name": stood_in.given_name, "tutor": companion.given_name}
    until = last_day(stood_in.to_at) if stood_in.to_at else ""
    if stood_in.is_on(now()):
        if until:
            return str(gettext("%(name)s remplace %(tutor)s jusqu’au %(day)s.", day=until, **names))
        return str(gettext("%(name)s remplace %(tutor)s.", **names))
    if stood_in.from_at <= now():
        return ""  # over since a moment ago
    first = say_date(stood_in.from_at, "month")
    if until:
        return str(
            gettext("%(name)s remplacera %(tutor)s du %(first)s au %(day)s.", first=first, day=until, **names)
        )
    return str(gettext("%(name)s remplacera %(tutor)s à partir du %(first)s.", first=first, **names))


def last_day(to_at: datetime) -> str:
    """A substitution ends with the last day: its end is the midnight after."""
    return say_date(to_at - timedelta(seconds=1), "month")


def _tell_handover(companion: Companion, handed: Handed) -> str:
    facts = {
        "name": companion.given_name,
        "former": handed.former_given_name,
        "day": say_date(handed.at, "month"),
    }
    if handed.reason is HandoverReason.LEFT:
        return str(
            gettext(
                "%(name)s vous accompagne depuis le %(day)s : %(former)s n’accompagne plus dans ce centre.",
                **facts,
            )
        )
    if handed.reason is HandoverReason.MOVED:
        return str(
            gettext("%(name)s vous accompagne depuis le %(day)s : vous avez changé de centre.", **facts)
        )
    return str(
        gettext(
            "%(name)s vous accompagne depuis le %(day)s, à la place de %(former)s : le centre a réparti les suivis autrement.",
            **facts,
        )
    )
