"""Whatever is sent, by whoever, the API answers as its document says, and never with a fault of its own."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.ground import Ground
from tests.guards.access.rows import ATTRIBUTE
from tests.planted import BLOCK

EXAMPLES = 12
HELD = (
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# What is known by these names in bodies and queries.
KNOWN = {"enrolment": "enrolment_id", "module": "slug", "with": "person_id"}


@pytest.mark.parametrize("who", ["learner", "tutor", "author", "host", "manager"])
def test_every_call_answers_as_the_document_says(ground: Ground, who: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", ground.app)
    faults = []
    for result in schema.get_all_operations():
        try:
            try_operation(ground, who, result.ok())
        except FailureGroup as found:  # gathered: one run tells them all
            faults += [f"{result.ok().label}: {fault}" for fault in found.exceptions]
        except Exception as fault:
            faults.append(f"{result.ok().label}: {fault!r}")
        ground.restore()
    assert faults == []


def try_operation(ground: Ground, who: str, operation: Any) -> None:
    made = st.one_of(
        *(
            operation.as_strategy(generation_mode=mode)
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        )
    )

    @QUICK
    @given(case=made, real=st.booleans())
    def ask(case: Any, real: bool) -> None:
        if real:
            name_real_things(ground, case)
        case.headers = {**(case.headers or {}), **ground.member(who).bearer, "Accept-Encoding": "identity"}
        case.validate_response(case.call(), checks=HELD)

    ask()


def name_real_things(ground: Ground, case: Any) -> None:
    """Random ids are found nowhere: half of the calls are about what is there."""
    here = ground.world.here
    for name in list(case.path_parameters or {}):
        case.path_parameters[name] = str(getattr(here, ATTRIBUTE.get(name, name)))
    for place in (case.body, case.query):
        if isinstance(place, dict):
            for name in place.keys() & KNOWN.keys():
                value = str(getattr(here, KNOWN[name]))
                place[name] = [value] if name == "with" else value
            if "block" in place:
                place["block"] = BLOCK
