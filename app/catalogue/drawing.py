"""Blocks as the player shows them: one that nobody has answered is the same for everyone, so it is drawn once."""

from flask import current_app
from markupsafe import Markup, escape

from app.catalogue.answers import Standing
from app.catalogue.outlines import BlockView
from app.kernel.i18n import spoken

# What differs from person to person in a form that nobody has answered; kept as letters that no text holds.
ACTION, TOKEN = "\ue000action\ue000", "\ue000token\ue000"


def draw_block(block: BlockView, state: Standing | None, form_action: str | None, token: str) -> Markup:
    """The block's own part of a page, by its template. `form_action` is the address that its answer is posted to,
    `token` the secret of this page's forms.
    """
    if state and (state.has_answered or state.is_done):
        return _draw(block, state, form_action)
    kind = "asked" if form_action else "read"
    if kind not in block.drawn:
        block.drawn[kind] = _impersonal(_draw(block, state, form_action), form_action, token)
    return _personal(block.drawn[kind], form_action, token)


def _draw(block: BlockView, state: Standing | None, form_action: str | None) -> Markup:
    template = current_app.jinja_env.get_template(f"catalogue/blocks/{block.type.value}.html")
    lang = Markup(' lang="{}"').format(block.language) if block.language != spoken() else ""
    html = template.render(block=block, state=state, form_action=form_action, lang=lang)
    return Markup(html)  # noqa: S704  by our template


def _impersonal(html: str, form_action: str | None, token: str) -> str:
    return html.replace(escape(form_action), ACTION).replace(token, TOKEN) if form_action else html


def _personal(html: str, form_action: str | None, token: str) -> Markup:
    own = html.replace(ACTION, escape(form_action)).replace(TOKEN, token) if form_action else html
    return Markup(own)  # noqa: S704  by our template
