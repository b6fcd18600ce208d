"""The JSON edge under /api/v1: bodies by pydantic, problems by code, one OpenAPI document.

spectree reads requests into models and writes the document; what it would check again on the way out is left out.
"""

import base64
import binascii
import copy
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Annotated, Any, Generic, TypeVar

from flask import Blueprint, Flask, Response, current_app, request
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from spectree import Response as Answers
from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import DomainError, Invalid
from app.kernel.i18n import iso
from app.kernel.identity import bearer_token
from app.kernel.problems import PROBLEM_TYPE
from app.kernel.security import csrf, is_same_origin

PREFIX = "/api/v1"
View = TypeVar("View", bound=Callable[..., Any])

Utc = Annotated[datetime, PlainSerializer(iso, return_type=str, when_used="json")]


class Model(BaseModel):
    """What the API takes and gives. Unknown keys are refused: a typo is a fault, not a silence."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Problem(BaseModel):
    """RFC 9457."""

    model_config = ConfigDict(extra="allow")

    type: str
    status: int
    code: str
    title: str


Item = TypeVar("Item")


class Page(Model, Generic[Item]):
    """A page of a list; `next` goes back as `cursor`, null at the end."""

    items: list[Item]
    next: str | None = None


class PageQuery(BaseModel):
    """`limit` above 200 is clamped, never refused."""

    cursor: str | None = Field(None, max_length=500)
    limit: int = Field(50, ge=1)

    @property
    def size(self) -> int:
        return min(self.limit, 200)


class NotJson(DomainError):
    status = 400
    code = "not_json"


class WrongMediaType(DomainError):
    status = 415
    code = "wrong_media_type"


class ForeignOrigin(DomainError):
    status = 403
    code = "foreign_origin"


def _refuse_invalid(_request: Any, _response: Any, error: Any, _instance: Any, _adapter: Any = None) -> None:
    if error is not None:
        raise Invalid(
            errors=[
                {"at": ".".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
                for fault in error.errors()
            ]
        )


def _component_name(model: Any) -> str:
    """`PageOfEnrolment` for Page[Enrolment]: brackets are no component's name in OpenAPI."""
    return str(model.__name__).replace("[", "Of").replace("]", "").replace(", ", "And")


document = SpecTree(
    "flask",
    title="Compagnon",
    version="v1",
    path="openapi",  # spectree leaves out of the document whatever lies under this path
    filename="openapi.json",
    before=_refuse_invalid,
    after=lambda *_: None,
    validation_error_model=Problem,
    security_schemes=[
        SecurityScheme(name="bearer", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer")),
    ],
    mode="strict",
    naming_strategy=_component_name,
    nested_naming_strategy=lambda _parent, child: child.replace("[", "Of").replace("]", ""),
    annotations=False,
)


def domain_api(name: str) -> Blueprint:
    """The blueprint of one domain's calls."""
    calls = Blueprint(f"{name}_api", f"app.{name}.api", url_prefix=PREFIX)
    # A form token does not fit JSON clients; `check_call` asks for the same origin instead.
    csrf.exempt(calls)
    return calls


def operation(
    policy: str,
    *,
    answers: dict[int, Any],
    problems: Sequence[int] = (),
    json: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    by_pieces: bool = False,
) -> Callable[[View], View]:
    """Declare one call: who may make it, what it takes, what it answers.

    `answers` maps a status to a model or None; `problems` lists the refusals that can happen besides those that
    follow from the policy and the body. A call that takes nothing and answers `by_pieces` is told in the document, and
    not looked at: the library would read its answer whole.
    """
    refused = {*problems, 429} | (set() if policy == PUBLIC else {401, 403})
    refused |= {400, 415} if json else set()
    models = {f"HTTP_{status}": model for status, model in answers.items()}
    models |= {f"HTTP_{status}": Problem for status in refused if status not in answers}

    def wrap(view: View) -> View:
        checked = document.validate(
            json=json,
            query=query,
            resp=Answers(**models),
            tags=[view.__module__.split(".")[1]],
            security=[] if policy == PUBLIC else [{"bearer": []}],
            operation_id=view.__name__,
        )(view)
        if by_pieces:
            checked = wraps(checked)(lambda **values: view(**values))
        needs(policy)(checked)
        marked: View = checked
        return marked

    return wrap


def body() -> Any:
    """The request's body as the model that the operation declared."""
    return request.context.json  # type: ignore[attr-defined]


def query() -> Any:
    return request.context.query  # type: ignore[attr-defined]


def answer(model: BaseModel, status: int = 200) -> Response:
    """The one way out: the model as JSON."""
    return Response(model.model_dump_json(by_alias=True), status=status, content_type="application/json")


def encode_cursor(*parts: object) -> str:
    return base64.urlsafe_b64encode("|".join(str(part) for part in parts).encode()).decode()


def decode_cursor(cursor: str | None, parts: int) -> list[str] | None:
    """What `encode_cursor` was given, as text. Raises Invalid for anything else."""
    if cursor is None:
        return None
    try:
        found = base64.b64decode(cursor, altchars=b"-_", validate=True).decode().split("|")
    except (binascii.Error, UnicodeError, ValueError):
        found = []
    if len(found) != parts:
        raise Invalid(errors=[{"at": "cursor", "message": "not a cursor of this list"}])
    return found


def cursor_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Invalid(errors=[{"at": "cursor", "message": "not a cursor of this list"}]) from None


def check_call() -> None:
    """Before any call: JSON is JSON, and a cookie alone never lets another site act."""
    if not request.path.startswith(PREFIX + "/") or request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if bearer_token() is None and request.cookies and not is_same_origin():
        raise ForeignOrigin
    if request.content_length and request.mimetype == "application/json":
        if request.get_json(silent=True) is None and request.get_data(cache=True) != b"null":
            raise NotJson
    elif request.content_length and request.mimetype not in {"application/zip", "application/octet-stream"}:
        raise WrongMediaType


def openapi() -> dict[str, Any]:
    """The document: spectree's, with refusals under their own media type and calls named by their docstrings."""
    if not _finished:
        _finished.update(copy.deepcopy(document.spec))
        for calls in _finished["paths"].values():
            for call in calls.values():
                _finish(call)
    return _finished


_finished: dict[str, Any] = {}
IDS = frozenset({"enrolment_id", "conversation", "session_id", "booking_id", "signal_id"})
PROBLEM_SCHEMA = {"$ref": "#/components/schemas/Problem"}


def _finish(call: dict[str, Any]) -> None:
    call["summary"] = call["summary"].split(" <")[0].replace("_", " ")
    for parameter in call.get("parameters", []):
        if parameter["in"] == "path" and parameter["name"] in IDS:
            parameter["schema"] = {"type": "string", "format": "uuid"}
    for answered in call["responses"].values():
        content = answered.get("content", {})
        if content.get("application/json", {}).get("schema") == PROBLEM_SCHEMA:
            content[PROBLEM_TYPE] = content.pop("application/json")


def init_api(app: Flask) -> None:
    document.app = app


def dump(value: object) -> str:
    return current_app.json.dumps(value)
