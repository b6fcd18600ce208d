"""Markdown to HTML that has been cleaned."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

from app.catalogue.content.markdown_check import ALLOWED_LINK
from app.catalogue.sanitising import clean_html, plain_text

ALIGNED = re.compile(r"text-align:(left|center|right)")


def _aligned_by_class(state: StateCore) -> None:
    """The security policy of our pages forbids `style`, which is how tables align their cells."""
    for token in state.tokens:
        if token.type in {"td_open", "th_open"}:
            found = ALIGNED.fullmatch(str(token.attrs.pop("style", "")))
            if found:
                token.attrSet("class", f"align-{found[1]}")


def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    renderer.validateLink = lambda url: (  # type: ignore[method-assign]
        ALLOWED_LINK.fullmatch(url) is not None
    )
    renderer.core.ruler.push("aligned_by_class", _aligned_by_class)
    return renderer


RENDERER = _renderer()


def render(text: str, policy: str) -> Markup:
    return clean_html(RENDERER.render(text), policy)


def render_item(text: str, policy: str) -> Markup:
    """A text of one paragraph without the paragraph, to stand in a label or a list."""
    tokens = RENDERER.parse(text)
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        return clean_html(RENDERER.renderInline(text), "inline")
    return render(text, policy)


def words(text: str) -> str:
    """What Markdown says, without any mark, on one line."""
    return plain_text(render(text, "text"))
