"""Where people type: read from the forms, the calls, the sockets, the content format and the views themselves."""

import ast
import dataclasses
import inspect
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf import FlaskForm
from pydantic import BaseModel
from sqlalchemy import JSON, Enum, String, Text, cast, select

from app.catalogue.content import block_sources, question_sources, sources
from app.chat import realtime
from app.kernel.db import Base

APP = Path(__file__).parents[2] / "app"
READERS = {"asked_number", *(f"request.{part}.get" for part in ("form", "args", "values", "files"))}


def form_fields() -> set[str]:
    """`PlanForm.room`: of every form of the house."""
    return {
        f"{form.__name__}.{name}"
        for form in all_forms()
        for name, value in vars(form).items()
        if type(value).__name__ == "UnboundField"
    }


def all_forms() -> Iterator[type[FlaskForm]]:
    """Every form of the house, those made of another one included."""
    waiting = list(FlaskForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("app."):
            yield form


def read_by_views() -> set[str]:
    """`in_centre.views.host:reason`: what a view reads from the request by its name."""
    return {
        f"{'.'.join(path.relative_to(APP).with_suffix('').parts)}:{name}"
        for path in APP.rglob("*.py")
        for name in _names_read(ast.parse(path.read_text("utf-8")))
    }


def _names_read(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            reads = ast.unparse(node.func)
            if reads in READERS:
                yield str(node.args[0].value)


def called_fields(app: Flask) -> set[str]:
    """`NewHelpRequest.text` of a body, `GET /api/v1/modules?search` of a query: texts that calls take."""
    document = app.test_client().get("/api/v1/openapi.json").json
    schemas = document["components"]["schemas"]
    return {
        name
        for path, calls in document["paths"].items()
        for method, told in calls.items()
        for name in (*_texts_of_body(told, schemas), *_texts_of_query(f"{method.upper()} {path}", told))
    }


def _texts_of_query(call: str, told: Any) -> Iterator[str]:
    for parameter in told.get("parameters", []):
        if parameter["in"] == "query" and _is_text(parameter["schema"], {}):
            yield f"{call}?{parameter['name']}"


def _texts_of_body(told: Any, schemas: Any) -> Iterator[str]:
    found = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    yield from _texts_of_schema(found, schemas)


def _texts_of_schema(schema: Any, schemas: Any) -> Iterator[str]:
    for each in _unfolded(schema, schemas):
        for name, value in each.get("properties", {}).items():
            if _is_text(value, schemas):
                yield f"{each['title']}.{name}"
            yield from _texts_of_schema(value, schemas)


def _unfolded(schema: Any, schemas: Any) -> Iterator[Any]:
    """The schema itself, what it refers to, and its alternatives."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    yield schema
    for part in (*schema.get("anyOf", []), *schema.get("allOf", []), schema.get("items", {})):
        if part:
            yield from _unfolded(part, schemas)


def _is_text(schema: Any, schemas: Any) -> bool:
    """Any string but an id, a moment or one word of a list; and what may be anything."""
    return any(
        (one.get("type") == "string" and not {"format", "enum"} & one.keys()) or not one.keys() - {"title"}
        for one in _unfolded(schema, schemas)
    )


def socket_fields() -> set[str]:
    """`send.text`: texts in what clients send over the socket."""
    return {f"{model.__name__}.{name}" for model in _socket_models() for name in model.model_fields}


def _socket_models() -> list[type[BaseModel]]:
    return [
        one
        for one in vars(realtime).values()
        if inspect.isclass(one) and issubclass(one, BaseModel) and one.__module__ == realtime.__name__
    ]


def content_fields() -> set[str]:
    """`TextBlock.title`: every field of a module's source that holds text; and the keys of its files."""
    modules = (sources, block_sources, question_sources)
    classes = {one for module in modules for one in vars(module).values() if dataclasses.is_dataclass(one)}
    return {
        f"{one.__name__}.{name}"
        for one in classes
        for name in vars(one).get("__annotations__", {})
        if "str" in str(typing.get_type_hints(one)[name])
    }


def columns_without(database: Any, words: str) -> set[str]:
    """`people_person.phone`: columns of text in which no row holds these words."""
    columns = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | JSON | Text) and not isinstance(column.type, Enum)
    ]
    with database.reading() as session:
        return {
            f"{column.table.name}.{column.name}"
            for column in columns
            if not session.scalar(select(column).where(cast(column, Text).contains(words)).limit(1))
        }
