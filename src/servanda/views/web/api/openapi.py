"""The description of the API (OpenAPI 3.1), made from its operations and their shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from servanda.views.web.api.operation import MOST_NUMBER, PATH_PART, Operation
from servanda.views.web.problem import MEDIA, Fault

REF = "#/components/schemas/{model}"
ABOUT = """The register of who agreed what with whom, by when, and what came of it, for programs.

Whoever calls brings a token (`Authorization: Bearer …`), made on the page of the account. A register that is open for
reading can be read without one. Quotations may be shown only with their `citation`, as their outlets ask. Times are
ISO 8601; what a text names as a time is EDTF (`2024-09`, `../2024`). Codes of polities follow ISO 3166, with a city
after a slash. Errors are problem+json (RFC 9457) with one line that says what went wrong."""
PARTS = {
    "id": "The id; of a pledge or an event, also its unique beginning.",
    "code": "The code of a polity, as RU-BA, KZ or RU-BA/Уфа.",
    "one": "The code of a polity.",
    "other": "The code of the other polity.",
    "name": "The name of the search.",
    "key": "The name of the source in the list.",
}


def description(operations: Sequence[Operation]) -> dict[str, Any]:
    """The description as a value that JSON can hold."""
    schemas = _schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(_path(operation), {})[operation.method.lower()] = _described(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Servanda", "version": version("servanda"), "description": ABOUT},
        "servers": [{"url": "/"}],
        "tags": [{"name": group} for group in dict.fromkeys(one.group for one in operations)],
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A token of a user."}},
        },
        "security": [{"token": []}],
    }


def _path(operation: Operation) -> str:
    return "/api" + PATH_PART.sub(lambda part: f"{{{part[1]}}}", operation.path)


def _schemas(operations: Iterable[Operation]) -> dict[str, Any]:
    """The schemas of all shapes: `$defs` by name, and each shape's own by its mode and name."""
    wanted: dict[tuple[Any, JsonSchemaMode], TypeAdapter[Any]] = {
        (Fault, "serialization"): TypeAdapter(Fault)
    }
    for one in operations:
        if one.answer is not None:
            wanted.setdefault((one.answer, "serialization"), TypeAdapter(one.answer))
        if one.body is not None:
            wanted.setdefault((one.body, "validation"), TypeAdapter(one.body))
    inputs = [(key, key[1], adapter) for key, adapter in wanted.items()]
    found, made = TypeAdapter.json_schemas(inputs, ref_template=REF)
    return {"$defs": made.get("$defs", {}), "of": {key[0]: schema for (key, _), schema in found.items()}}


def _described(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    of = schemas["of"]
    answer: dict[str, Any] = {"description": operation.about}
    if operation.answer is not None:
        answer["content"] = {"application/json": {"schema": of[operation.answer]}}
    made: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.group],
        "summary": operation.about,
        "description": _role(operation),
        "parameters": [*_parts(operation), *_queries(operation.query)],
        "responses": {
            str(operation.status): answer,
            "default": {"description": "What went wrong.", "content": {MEDIA: {"schema": of[Fault]}}},
        },
    }
    if operation.body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": of[operation.body]}}}
    if operation.role == "reader" and operation.method == "GET" and not operation.signed_in:
        made["security"] = [{"token": []}, {}]
    return made


def _role(operation: Operation) -> str:
    who = {"reader": "readers", "editor": "editors", "admin": "admins"}[operation.role]
    open_too = operation.role == "reader" and operation.method == "GET" and not operation.signed_in
    return f"For {who}." + (" Of a register that is open for reading, for all." if open_too else "")


def _parts(operation: Operation) -> list[dict[str, Any]]:
    """The parts of the path."""
    found = []
    for name, kind in PATH_PART.findall(operation.path):
        schema: dict[str, Any] = {"type": "string", "minLength": 1}
        if kind == "int":
            schema = {"type": "integer", "minimum": 0, "maximum": MOST_NUMBER}
        elif kind != "path":
            schema["pattern"] = "^[^/]+$"
        about = "A number." if kind == "int" else PARTS[name]
        found.append({"name": name, "in": "path", "required": True, "description": about, "schema": schema})
    return found


def _queries(shape: type[BaseModel] | None) -> list[dict[str, Any]]:
    if shape is None:
        return []
    schema = shape.model_json_schema(mode="validation")
    needed = schema.get("required", [])
    return [_query(name, given, name in needed) for name, given in schema["properties"].items()]


def _query(name: str, schema: dict[str, Any], required: bool) -> dict[str, Any]:
    """A name of the query: null is left out, for a query that lacks a name says so by lacking it."""
    given = {key: value for key, value in schema.items() if key not in ("title", "description", "anyOf")}
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    if kinds:
        given |= kinds[0]
    if given.get("default", 0) is None:
        del given["default"]
    made = {"name": name, "in": "query", "required": required, "schema": given}
    if "description" in schema:
        made["description"] = schema["description"]
    if given.get("type") == "array":
        made |= {"style": "form", "explode": True}
    return made


@cache
def described() -> dict[str, Any]:
    """The description of all operations of the program."""
    from servanda.views.web.api import operations

    return description(operations())
