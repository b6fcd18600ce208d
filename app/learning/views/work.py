"""What one writes and sends at a block: a fragment of the player, and a page where no script runs."""

import uuid

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.catalogue.models import BlockType
from app.catalogue.outlines import BlockView
from app.catalogue.services.preparing import keep_content
from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import spoken
from app.kernel.identity import signed_in_actor
from app.kernel.ids import new_id, parse_id
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.files import read_file
from app.learning.pages import pages
from app.learning.queries import Followed
from app.learning.services.work import Work, check_sending, save_reflection, send_work
from app.learning.serving import file_of
from app.learning.work import find_reflection, get_own_sent, get_own_work, list_sent


@pages.get("/learn/work/<uuid:enrolment_id>/<block>")
@needs("learner")
def work(enrolment_id: uuid.UUID, block: str) -> str:
    return _page(*_own(enrolment_id, block))


@pages.post("/learn/work/<uuid:enrolment_id>/<block>")
@needs("learner")
def do_work(enrolment_id: uuid.UUID, block: str) -> ResponseReturnValue:
    followed, view = _own(enrolment_id, block)
    try:
        _save(followed, view)
        commit()
    except NotFound:
        raise
    except DomainError as refused:
        session().rollback()
        sentence = sentence_for(refused.code, refused.facts)
        return _page(followed, view, error=sentence, typed=request.form.get("text", "")), 422
    if _is_fragment():
        return _page(followed, view, is_fresh=True)
    return redirect(url_for("learning.work", enrolment_id=enrolment_id, block=block), 303)


@pages.get("/learn/sent/<uuid:submission_id>")
@needs("learner")
def own_file(submission_id: uuid.UUID) -> Response:
    return file_of(get_own_sent(session(), signed_in_actor(), submission_id))


def _own(enrolment_id: uuid.UUID, block: str) -> tuple[Followed, BlockView]:
    return get_own_work(session(), signed_in_actor(), enrolment_id, block, spoken())


def _is_fragment() -> bool:
    return request.headers.get("HX-Request") == "true"


def _save(followed: Followed, view: BlockView) -> None:
    enrolment, text = followed.enrolment, request.form.get("text", "")
    if view.type is BlockType.REFLECTION:
        save_reflection(
            session(),
            enrolment_id=enrolment.id,
            block=view.code,
            text=text,
            is_shared=request.form.get("share") == "1",
        )
        return
    work_id, file = parse_id(request.form.get("id")), None
    check_sending(session(), enrolment, block=view.code, work_id=work_id, text=text)
    if view.type is BlockType.SUBMISSION:
        sent = request.files.get("file")
        file = read_file(sent.read() if sent else b"", view.data["accept"])
    key = keep_content(runtime().store, file.data) if file else None
    send_work(session(), enrolment, block=view.code, work=Work(work_id, text, file), key=key)


def _page(
    followed: Followed, view: BlockView, *, error: str = "", typed: str = "", is_fresh: bool = False
) -> str:
    enrolment, is_reflection = followed.enrolment, view.type is BlockType.REFLECTION
    return render_template(
        "learning/_work.html" if _is_fragment() else "learning/work.html",
        followed=followed,
        block=view,
        here=url_for("learning.work", enrolment_id=enrolment.id, block=view.code),
        kept=find_reflection(session(), enrolment.id, view.code) if is_reflection else None,
        sent=[] if is_reflection else list_sent(session(), enrolment.id, view.code),
        error=error,
        typed=typed,
        is_fresh=is_fresh,
        new_id=new_id(),
    )
