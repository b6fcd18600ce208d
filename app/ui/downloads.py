"""Files to take away."""

from flask import Response

from app.kernel.i18n import today


def csv_file(content: bytes, name: str, *, is_dated: bool = False) -> Response:
    """`name` without its ending; of what changes from day to day it carries the day."""
    dated = f"{name}-{today()}" if is_dated else name
    answer = Response(content, content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{dated}.csv")
    answer.headers["Cache-Control"] = "no-store"
    return answer
