"""Every text that people send has a longest length, said before a database finds out."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from wtforms import Field, FileField, SelectField, StringField
from wtforms.validators import UUID, AnyOf, Length

from tests.journeys.typed_fields import all_forms, form_fields

# Chat says it of every text, however it came, with a code of its own.
REFUSED_BY_CHAT = {"MessageGiven.text", "NewHelpRequest.text"}
FREE_KEYS = ("format", "enum", "const", "pattern")


def test_every_text_of_a_call_has_a_longest_length(app: Flask) -> None:
    document = app.test_client().get("/api/v1/openapi.json").json
    bodies = [
        told["requestBody"]["content"]["application/json"]["schema"]
        for calls in document["paths"].values()
        for told in calls.values()
        if "application/json" in told.get("requestBody", {}).get("content", {})
    ]
    found = {name for body in bodies for name in unbounded(body, document["components"]["schemas"])}
    assert found == REFUSED_BY_CHAT


def unbounded(schema: Any, schemas: Any, name: str = "") -> Iterator[str]:
    if "$ref" in schema:
        title = schema["$ref"].rsplit("/", 1)[1]
        yield from unbounded(schemas[title], schemas, title)
    for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from unbounded(each, schemas, name)
    for key, value in schema.get("properties", {}).items():
        yield from unbounded(value, schemas, f"{name}.{key}")
    if isinstance(schema.get("items"), dict):
        yield from unbounded(schema["items"], schemas, name)
    if (
        schema.get("type") == "string"
        and "maxLength" not in schema
        and not any(k in schema for k in FREE_KEYS)
    ):
        yield name


def test_every_text_of_a_form_has_a_longest_length(app: Flask) -> None:
    assert form_fields() != set()
    with app.test_request_context():
        found = {
            f"{type(form).__name__}.{field.name}"
            for kind in all_forms()
            for form in [kind(formdata=None)]
            for field in form
            if is_typed(field)
            and not any(isinstance(each, Length | UUID | AnyOf) for each in field.validators)
        }
    assert found == set()


def is_typed(field: Field) -> bool:
    return (
        field.name != "csrf_token"
        and isinstance(field, StringField)
        and not isinstance(field, FileField | SelectField)
    )


@pytest.mark.parametrize("schema", [{"properties": {"text": {"type": "string"}}}])
def test_the_guard_sees_one(schema: Any) -> None:
    assert list(unbounded(schema, {}, "Body")) == ["Body.text"]
