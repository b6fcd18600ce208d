"""What one does with a block as a whole: add it, move it, copy it, hide it, take it away."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.draft_reading import find_last_block, find_unit_of
from app.catalogue.services import editing
from app.kernel.access import needs
from app.kernel.errors import Invalid
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.studio.acting import back_to, done, noting
from app.studio.kinds import KINDS
from app.studio.pages import pages
from app.studio.presence import tell_change


@pages.post("/modules/<slug>/units/<unit>/blocks")
@needs("trainer")
def add_block(slug: str, unit: str) -> ResponseReturnValue:
    kind = KINDS.get(request.form.get("kind", ""))
    if kind is None:
        raise Invalid(errors=[{"at": "kind", "message": "unknown"}])
    block = editing.add_block(
        session(),
        signed_in_actor(),
        slug=slug,
        unit=unit,
        after=request.form.get("after") or None,
        type=kind.type.value,
        question_type=kind.question_type or None,
    )
    code = block.code
    tell_change(session(), signed_in_actor(), slug)
    commit()
    return back_to(slug, unit, block=code, opened=code)


@pages.post("/modules/<slug>/blocks/<block>/move")
@needs("trainer")
def move_block(slug: str, block: str) -> ResponseReturnValue:
    """To another place of its unit, or to the end of another unit."""
    here = _here(slug, block)
    unit, after = request.form.get("unit") or here, request.form.get("after")
    if after is None:
        after = find_last_block(session(), slug, unit)
    with noting() as changes:
        editing.move_block(
            session(), signed_in_actor(), slug=slug, block=block, unit=unit, after=after or None
        )
    if unit != here:
        return done(slug, here, gettext("Le bloc est dans l’autre unité."), changes)
    return done(slug, unit, gettext("Le bloc est déplacé."), changes, block=block)


def _here(slug: str, block: str) -> str:
    """The unit whose page is shown: the page says which; else the block's own."""
    return request.form.get("here", "") or find_unit_of(session(), slug, block)


@pages.post("/modules/<slug>/blocks/<block>/copy")
@needs("trainer")
def copy_block(slug: str, block: str) -> ResponseReturnValue:
    with noting() as changes:
        copied = editing.copy_block(session(), signed_in_actor(), slug=slug, block=block)
    said = gettext("Le bloc est en double, juste en dessous.")
    return done(slug, changes[-1].unit, said, changes, block=copied.code)


@pages.post("/modules/<slug>/blocks/<block>/hide")
@needs("trainer")
def hide_block(slug: str, block: str) -> ResponseReturnValue:
    return _hide(slug, block, True, gettext("Le bloc est masqué\u00a0: il reste ici et n’est pas publié."))


@pages.post("/modules/<slug>/blocks/<block>/show")
@needs("trainer")
def show_block(slug: str, block: str) -> ResponseReturnValue:
    return _hide(slug, block, False, gettext("Le bloc sera publié avec les autres."))


def _hide(slug: str, block: str, hidden: bool, said: str) -> ResponseReturnValue:
    with noting() as changes:
        editing.hide_block(session(), signed_in_actor(), slug=slug, block=block, hidden=hidden)
    return done(slug, _here(slug, block), said, changes, block=block)


@pages.post("/modules/<slug>/blocks/<block>/remove")
@needs("trainer")
def remove_block(slug: str, block: str) -> ResponseReturnValue:
    with noting() as changes:
        editing.remove_block(session(), signed_in_actor(), slug=slug, block=block)
    return done(slug, changes[-1].unit, gettext("Le bloc est retiré."), changes)
