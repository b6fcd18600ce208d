"""« Je ne comprends pas »: a learner's question at a block, its state and its answer, under the block itself."""

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.chat.models import ConversationKind
from app.chat.queries import find_by_subject
from app.chat.sending import message_rates
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.ids import new_id, parse_id
from app.kernel.unit_of_work import commit, session
from app.tutoring.company import tell_company
from app.tutoring.forms import HelpForm
from app.tutoring.pages import is_fragment, pages
from app.tutoring.queries.facts import find_block
from app.tutoring.queries.thread import answer_expected_by, get_companion, list_exchanges
from app.tutoring.services.help_requests import ask
from app.ui.forms import refuse


@pages.get("/learn/help/<uuid:enrolment_id>/<block>")
@needs("signed_in")
def help_at_block(enrolment_id: uuid.UUID, block: str) -> str:
    return _show(enrolment_id, block, HelpForm(formdata=None), asking=request.args.get("ask") == "1")


@pages.post("/learn/help/<uuid:enrolment_id>/<block>")
@needs("signed_in")
def ask_at_block(enrolment_id: uuid.UUID, block: str) -> ResponseReturnValue:
    form, actor = HelpForm(), signed_in_actor()
    message_rates.take(actor.id, now().timestamp())
    if not form.validate():
        return _show(enrolment_id, block, form, asking=True), 422
    try:
        ask(
            session(),
            actor,
            enrolment_id=enrolment_id,
            block=block,
            text=form.text.data or "",
            client_id=parse_id(form.client_id.data),
        )
        commit()
    except NotFound:
        raise
    except DomainError as error:
        session().rollback()
        refuse(form, error, "text" if "text" in error.code else "")
        return _show(enrolment_id, block, form, asking=True), 422
    if is_fragment():
        return _show(enrolment_id, block, HelpForm(formdata=None), asking=False)
    return redirect(url_for("tutoring.help_at_block", enrolment_id=enrolment_id, block=block), 303)


@pages.get("/learn/tutor/<uuid:enrolment_id>")
@needs("signed_in")
def tutor(enrolment_id: uuid.UUID) -> str:
    """Who accompanies: for the side of the player."""
    companion = get_companion(session(), signed_in_actor(), enrolment_id)
    conversation = find_by_subject(session(), ConversationKind.TUTORING, enrolment_id)
    return render_template(
        "tutoring/_tutor.html" if is_fragment() else "tutoring/tutor.html",
        companion=companion,
        company=tell_company(companion),
        conversation=conversation,
        expected=answer_expected_by(session(), companion),
    )


def _show(enrolment_id: uuid.UUID, block: str, form: HelpForm, *, asking: bool) -> str:
    shown = _thread(enrolment_id, block, asking=asking)
    form.client_id.data = form.client_id.data or str(new_id())
    return render_template(
        "tutoring/_help.html" if is_fragment() else "tutoring/help.html", form=form, **shown
    )


def _thread(enrolment_id: uuid.UUID, block: str, *, asking: bool) -> dict[str, Any]:
    companion = get_companion(session(), signed_in_actor(), enrolment_id)
    known = find_block(session(), companion.enrolment, block)
    if known is None:
        raise NotFound
    exchanges = list_exchanges(session(), enrolment_id, block)
    return {
        "companion": companion,
        "block": block,
        "label": known.label,
        "place": known,
        "exchanges": exchanges,
        "asking": asking or (not is_fragment() and not exchanges),
        "expected": answer_expected_by(session(), companion) if asking or not is_fragment() else None,
        "conversation": None
        if is_fragment()
        else find_by_subject(session(), ConversationKind.TUTORING, enrolment_id),
    }
