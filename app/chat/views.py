import json
from uuid import UUID, uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.chat.anchors import find_cards
from app.chat.headers import find_header
from app.chat.pages import pages
from app.chat.queries import (
    ConversationView,
    get_conversation,
    list_before,
    list_conversations,
    page_messages,
)
from app.chat.screens import name_of, show_messages, show_row
from app.chat.sending import MessageGiven, read_as, send_given
from app.chat.services.reading import mark_read
from app.kernel.access import allows, needs
from app.kernel.errors import DomainError, Invalid, NotFound
from app.kernel.i18n import zone
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.realtime import here_among
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.people.actor import Actor

__all__ = ["pages"]

PAGE = 50
LARGEST_SEQ = 2**31 - 1


@pages.get("/messages")
@needs("signed_in")
def conversations() -> ResponseReturnValue:
    """One's conversations; the only one opens at once."""
    actor = signed_in_actor()
    views = list_conversations(session(), actor, limit=200)
    if len(views) == 1:
        return redirect(url_for("chat.conversation", conversation=views[0].id))
    return render_template("chat/conversations.html", rows=[show_row(view, actor.id) for view in views])


@pages.get("/messages/<conversation>")
@needs("signed_in")
def conversation(conversation: str) -> ResponseReturnValue:
    view = get_conversation(session(), signed_in_actor(), parse_id(conversation))
    return _page(view)


def _page(
    view: ConversationView, *, text: str = "", client_id: UUID | None = None, error: DomainError | None = None
) -> str:
    actor = signed_in_actor()
    before = max(0, request.args.get("before", LARGEST_SEQ, int))
    messages = list_before(session(), view, before_seq=min(before, LARGEST_SEQ), limit=PAGE)
    cards = find_cards(session(), actor, [message.anchor for message in messages])
    return render_template(
        "chat/conversation.html",
        view=view,
        name=name_of(view, actor.id),
        back_url=_back_url(actor),
        header=find_header(session(), actor, view.kind.value, view.subject),
        messages=list(show_messages(view, messages, cards, actor.id)),
        has_older=bool(messages) and messages[0].seq > view.joined_seq + 1,
        is_latest=not messages or messages[-1].seq == view.last_seq,
        is_here=bool(here_among(one.id for one in view.others(actor.id))),
        facts=_facts(view, actor.id),
        text=text,
        client_id=client_id or uuid4(),
        error=sentence_for(error.code, error.facts) if error else "",
    )


def _back_url(actor: Actor) -> str:
    """Where one came from: who works has a list, who learns has one tutor and goes back to the first page."""
    return url_for("chat.conversations") if allows("staff", actor) else "/"


def _facts(view: ConversationView, reader_id: UUID) -> str:
    """What the page's script needs to know."""
    return json.dumps(
        {
            "conversation": str(view.id),
            "person": str(reader_id),
            "last": view.last_seq,
            "read": {str(one.id): one.read_seq for one in view.participants},
            "names": {str(one.id): one.given_name for one in view.participants},
            "zone": str(zone()),
        }
    )


@pages.post("/messages/<conversation>")
@needs("signed_in")
def create_message(conversation: str) -> ResponseReturnValue:
    """Send without script; the same page sent twice is one message. What is refused stays in the field."""
    actor, conversation_id = signed_in_actor(), parse_id(conversation)
    # Browsers send lines ended by CR LF; the script and the calls send LF.
    text = request.form.get("text", "").replace("\r\n", "\n")
    given = read_as(MessageGiven, {"client_id": request.form.get("client_id", ""), "text": text})
    try:
        message, _is_new = send_given(session(), actor, conversation_id, given)
        mark_read(session(), actor, conversation_id=conversation_id, seq=message.seq)
        commit()
    except NotFound:
        raise
    except DomainError as error:
        session().rollback()
        view = get_conversation(session(), actor, conversation_id)
        return _page(view, text=text, client_id=given.client_id, error=error), error.status
    return redirect(url_for("chat.conversation", conversation=conversation_id, _anchor="end"), 303)


@pages.post("/messages/<conversation>/read")
@needs("signed_in")
def read(conversation: str) -> ResponseReturnValue:
    """How far one has read, for a page whose socket is closed."""
    seq = (request.get_json(silent=True) or {}).get("seq")
    if not isinstance(seq, int) or not 0 <= seq <= LARGEST_SEQ:
        raise Invalid
    mark_read(session(), signed_in_actor(), conversation_id=parse_id(conversation), seq=seq)
    commit()
    return "", 204


@pages.get("/messages/<conversation>/cards/<seq>")
@needs("signed_in")
def card(conversation: str, seq: str) -> ResponseReturnValue:
    """The card of one message's anchor: a fragment for messages that arrive in an open page."""
    actor, wanted = signed_in_actor(), int(seq) if seq.isdecimal() else 0
    if not 0 < wanted <= LARGEST_SEQ:
        raise NotFound
    page = page_messages(session(), actor, parse_id(conversation), after_seq=wanted - 1, limit=1)
    if not page.messages or page.messages[0].seq != wanted:
        raise NotFound
    (found,) = find_cards(session(), actor, [page.messages[0].anchor])
    return render_template("chat/_card.html", card=found) if found else ("", 204)
