"""schemathesis calls every operation with what its description allows and forbids: no 500, and answers as described."""

from __future__ import annotations

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from servanda.views.web.api.openapi import described

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 15


def _can_be_wrong(operation: dict) -> bool:
    """Whether something is given that is no text: any text may be the part of a path."""
    return "requestBody" in operation or any(one["schema"]["type"] != "string" for one in operation["parameters"])


OPERATIONS = [(method.upper(), path) for path, held in described()["paths"].items() for method in held]
CASES = [
    (mode, method, path)
    for method, path in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or _can_be_wrong(described()["paths"][path][method.lower()])
]


@pytest.fixture
def schema(api, app):
    api()
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=api("reader").headers | LOCAL)


LOCAL = {"Host": "localhost"}


@pytest.mark.parametrize(("mode", "method", "path"), CASES)
def test_an_operation_does_as_described(schema, api, mode: GenerationMode, method: str, path: str) -> None:
    operation = schema[path][method]
    headers = dict(api("admin").headers) | LOCAL
    checks = [*CHECKS, negative_data_rejection] if mode is GenerationMode.NEGATIVE else CHECKS
    statuses: set[int] = set()

    @given(st.data())
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def call(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        response = case.call(headers=headers)
        statuses.add(response.status_code)
        case.validate_response(response, checks=checks)

    call()
    assert statuses


def test_the_description_is_one_of_openapi() -> None:
    made = described()
    assert made["openapi"] == "3.1.0"
    for shape in made["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)
    names = [one["operationId"] for held in made["paths"].values() for one in held.values()]
    assert len(names) == len(set(names)) == len(OPERATIONS)
