"""What templates of forms need beside the fields themselves."""

from typing import Any

from flask import Blueprint
from flask_babel import get_locale

from app.catalogue.content.openings import DECIMAL
from app.studio.forms.gaps import gaps_of, shown_statement


def with_comma(number: Any) -> str:
    """A decimal as people here write it; anything else as it is."""
    text = str(number if number is not None else "")
    has_comma = getattr(get_locale(), "language", "fr") != "en"
    return text.replace(".", ",") if has_comma and DECIMAL.fullmatch(text) else text


def add_filters(pages: Blueprint) -> None:
    pages.add_app_template_filter(with_comma)
    pages.add_app_template_filter(gaps_of)
    pages.add_app_template_filter(shown_statement, "gaps_shown")
