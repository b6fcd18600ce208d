"""A NUL is no text: PostgreSQL keeps none, and no keyboard makes one. It is refused before anything is done."""

from collections.abc import Mapping

from flask import request

from app.kernel.errors import Invalid, NotFound

NUL, IN_JSON, IN_ADDRESS = "\0", b"\\u0000", b"%00"
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def check_readable() -> None:
    """Raises NotFound for a NUL in the path, Invalid for one in the query, in a form, or in a text of a JSON body.

    What lies deeper in a body is its reader's to refuse: one bad event must not cost the whole batch.
    """
    if NUL in request.path:
        raise NotFound
    if IN_ADDRESS in request.query_string:
        raise Invalid(errors=[{"at": "query", "message": "holds a NUL"}])
    for name, value in _fields().items():
        if isinstance(value, str) and NUL in value:
            raise Invalid(errors=[{"at": name, "message": "holds a NUL"}])


def _fields() -> Mapping[str, object]:
    """A form's fields; or a JSON body where it holds a NUL anywhere: most bodies are not looked at twice."""
    if request.mimetype in FORMS:
        return request.form
    if request.mimetype != "application/json":
        return {}
    found = request.get_json(silent=True) if IN_JSON in request.get_data() else None
    return found if isinstance(found, dict) else {}
