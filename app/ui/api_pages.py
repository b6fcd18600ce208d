"""The API told to people who program: the OpenAPI document, and a page of our own that reads it out."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import PUBLIC, needs
from app.kernel.api import PREFIX, openapi

pages = Blueprint("api_pages", __name__, url_prefix=PREFIX, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the page shows it: fields are (name, type, is it required, description)."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    is_public: bool
    parameters: list[tuple[str, str, bool, str]]
    body: list[tuple[str, str, bool, str]]
    answers: list[tuple[str, str]]


@pages.get("/openapi.json")
@needs(PUBLIC)
def document() -> ResponseReturnValue:
    return jsonify(openapi())


@pages.get("/docs")
@needs(PUBLIC)
def docs() -> ResponseReturnValue:
    by_tag: dict[str, list[Call]] = defaultdict(list)
    for path, calls in openapi()["paths"].items():
        for method, call in calls.items():
            by_tag[call["tags"][0]].append(_call(path, method, call))
    return render_template("ui/api_docs.html", by_tag=sorted(by_tag.items()))


def _call(path: str, method: str, call: dict[str, Any]) -> Call:
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return Call(
        id=call["operationId"],
        method=method.upper(),
        path=path,
        summary=call["summary"],
        description=call.get("description", ""),
        is_public=not call.get("security"),
        parameters=[
            (one["name"], _type_of(one["schema"]), one.get("required", False), one.get("description", ""))
            for one in call.get("parameters", [])
        ],
        body=_fields(body) if body else [],
        answers=[(status, _answer_of(answered)) for status, answered in sorted(call["responses"].items())],
    )


def _answer_of(answered: dict[str, Any]) -> str:
    for content in answered.get("content", {}).values():
        return _type_of(content.get("schema", {}))
    return ""


def _fields(schema: dict[str, Any]) -> list[tuple[str, str, bool, str]]:
    model = _model(schema)
    required = model.get("required", [])
    return [
        (name, _type_of(field), name in required, field.get("description", ""))
        for name, field in model.get("properties", {}).items()
    ]


def _model(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = openapi()["components"]["schemas"].get(name, schema)
    return found


def _type_of(schema: dict[str, Any]) -> str:
    """A schema in a word: `string`, `uuid`, `Message[]`, `string or null`."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(_type_of(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"{_type_of(schema.get('items', {}))}[]"
    return str(schema.get("format") or schema.get("type") or "any")
