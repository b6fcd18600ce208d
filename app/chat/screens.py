"""A conversation as its page draws it: days, the unread line, and each message from its reader's side."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from babel.dates import format_date
from flask_babel import get_locale, gettext

from app.chat.anchors import AnchorCard
from app.chat.models import Message
from app.chat.queries import ConversationView
from app.kernel.i18n import local, say_day, say_time, today


class Side(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"


class State(StrEnum):
    """What the sender reads under a message; the last two are the browser's."""

    READ = "read"
    SENT = "sent"
    SENDING = "sending"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message on the page. `day` opens a new day, `is_first_unread` follows the unread line."""

    message: Message
    side: Side
    state: State
    told: str
    card: AnchorCard | None
    day: str
    is_first_unread: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    """A conversation in the list."""

    id: uuid.UUID
    name: str
    initial: str
    excerpt: str
    told: str
    unread: int


def name_of(view: ConversationView, reader_id: uuid.UUID) -> str:
    """The title, else the people in it: by given name where they are several."""
    others = view.others(reader_id)
    if view.title:
        return view.title
    present = [one for one in others if one.left_at is None] or list(others)
    if len(present) == 1:
        return present[0].name
    return ", ".join(one.given_name for one in present)


def say_day_of(moment: datetime) -> str:
    """« Aujourd’hui », « Hier, lundi 9 mars », « Samedi 7 mars »."""
    day, this_day = local(moment).date(), today()
    if day == this_day:
        return str(gettext("Aujourd’hui"))
    pattern = "EEEE d MMMM" if day.year == this_day.year else "EEEE d MMMM y"
    words = format_date(day, pattern, locale=get_locale())
    if day == this_day - timedelta(days=1):
        return str(gettext("Hier, %(day)s", day=words))
    return words[:1].upper() + words[1:]


def show_messages(
    view: ConversationView,
    messages: Sequence[Message],
    cards: Sequence[AnchorCard | None],
    reader_id: uuid.UUID,
) -> Iterator[MessageShown]:
    read_seq = _read_by_others(view, messages, reader_id)
    names = {one.id: one.given_name for one in view.participants}
    unread_from = _first_unread(view, messages, reader_id)
    day = ""
    for message, card in zip(messages, cards, strict=True):
        own = message.sender_id == reader_id
        its_day = say_day_of(message.sent_at)
        time = say_time(message.sent_at)
        state = State.READ if own and message.seq <= read_seq else State.SENT
        yield MessageShown(
            message=message,
            side=Side.MINE if own else Side.THEIRS,
            state=state,
            told=_tell_state(time, state) if own else f"{names.get(message.sender_id, '')}, {time}",
            card=card,
            day=its_day if its_day != day else "",
            is_first_unread=message.seq == unread_from,
        )
        day = its_day


def _read_by_others(view: ConversationView, messages: Sequence[Message], reader_id: uuid.UUID) -> int:
    """How far anyone else has read; who answers has read what stands before."""
    marks = [one.read_seq for one in view.others(reader_id)]
    return max(marks + [one.seq for one in messages if one.sender_id != reader_id], default=0)


def _tell_state(time: str, state: State) -> str:
    if state is State.READ:
        return str(gettext("%(time)s, lu", time=time))
    return str(gettext("%(time)s, envoyé", time=time))


def _first_unread(view: ConversationView, messages: Sequence[Message], reader_id: uuid.UUID) -> int:
    """The first message of someone else that the reader has not read; 0 when there is none on this page."""
    return next(
        (one.seq for one in messages if one.seq > view.read_seq and one.sender_id != reader_id),
        0,
    )


def show_row(view: ConversationView, reader_id: uuid.UUID) -> RowShown:
    name, last = name_of(view, reader_id), view.last_message
    excerpt = " ".join(last.text.split()) if last else ""
    if last and last.sender_id == reader_id:
        excerpt = gettext("Vous\u00a0: %(text)s", text=excerpt)
    return RowShown(
        id=view.id,
        name=name,
        initial=name[:1].upper(),
        excerpt=excerpt,
        told=_say_when(view.last_at) if last else "",
        unread=view.unread,
    )


def _say_when(moment: datetime) -> str:
    """The hour of today, else the day."""
    is_today = local(moment).date() == today()
    return say_time(moment) if is_today else say_day(moment)
