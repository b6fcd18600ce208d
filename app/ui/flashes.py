"""What has just been done, said once, with the way back where there is one."""

from flask import flash
from flask_babel import gettext


def flash_with_undo(text: str, url: str) -> None:
    """`url` takes a POST that undoes it."""
    flash({"text": text, "act_label": gettext("Annuler"), "act_url": url})  # type: ignore[arg-type]
