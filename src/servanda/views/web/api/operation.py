"""An operation of the API: where it lies, who may call it, and the shapes of what it takes and gives."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from servanda.store.users import Role
from servanda.views.web.desk import Desk, desk
from servanda.views.web.forms import body as body_of
from servanda.views.web.permits import needs
from servanda.views.web.problem import Problem

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
REFUSED = re.compile("[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL keeps in no text, and halves of surrogate pairs, which no encoding has."""
PATH_PART = re.compile(r"\{(\w+)(?::(\w+))?\}")
MOST_NUMBER = 2**53 - 1
Query = TypeVar("Query", bound=BaseModel | None)
Body = TypeVar("Body", bound=BaseModel | None)


@dataclass(frozen=True, slots=True)
class Call(Generic[Query, Body]):
    """One call: its desk, the parts of its path, and its query and body as they were found right."""

    request: Request
    desk: Desk
    query: Query
    body: Body

    def part(self, name: str) -> str:
        """A part of the path."""
        return cast(str, self.request.path_params[name])

    def number(self, name: str) -> int:
        """A part of the path that is a number."""
        return cast(int, self.request.path_params[name])

    @property
    def user(self) -> str:
        """The name of who calls."""
        assert self.desk.user is not None
        return self.desk.user.name


@dataclass(frozen=True, slots=True)
class Operation:
    """What the description tells of an operation, and what does it."""

    method: Method
    path: str
    """Under /api, with `{id}`, `{id:path}` for what may hold slashes, `{id:int}`."""
    role: Role
    about: str
    answer: Any
    """The shape of the answer; None: it has no content."""
    do: Callable[[Call[Any, Any]], Any]
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    status: int = 200
    signed_in: bool = False
    most: int | None = None
    """Bytes of a body, where it takes more than usual."""
    group: str = field(default="")

    @property
    def name(self) -> str:
        return self.do.__name__

    def route(self) -> Route:
        """The route of Starlette, guarded by the permit of the role."""
        guarded = needs(self.role, signed_in=self.signed_in, body=self.most)(self._endpoint())
        return Route(f"/api{self.path}", guarded, methods=[self.method], name=f"api-{self.name}")

    def _endpoint(self) -> Callable[[Request], Response]:
        answer = TypeAdapter(self.answer) if self.answer is not None else None

        def endpoint(request: Request) -> Response:
            _checked_path(request)
            query = _query(request, self.query) if self.query else None
            body = _body(request, self.body) if self.body else None
            made = self.do(Call(request, desk(request), query, body))
            if answer is None:
                return Response(status_code=self.status)
            return Response(answer.dump_json(made), self.status, media_type="application/json")

        endpoint.__name__ = self.name
        return endpoint


class Operations(list[Operation]):
    """The operations of one module, in the order in which they stand there."""

    def __init__(self, group: str) -> None:
        super().__init__()
        self.group = group

    def add(
        self, method: Method, path: str, role: Role, answer: Any, about: str, **more: Any
    ) -> Callable[[Callable[[Call[Any, Any]], Any]], Callable[[Call[Any, Any]], Any]]:
        """Take a function in as an operation; `about` is one sentence, `more` the other fields of `Operation`."""

        def keep(do: Callable[[Call[Any, Any]], Any]) -> Callable[[Call[Any, Any]], Any]:
            self.append(Operation(method, path, role, about, answer, do, group=self.group, **more))
            return do

        return keep


def _checked_path(request: Request) -> None:
    for name, value in request.path_params.items():
        if isinstance(value, str) and REFUSED.search(value):
            raise Problem(400, f"{name}: signs that no text can hold")
        if isinstance(value, int) and value > MOST_NUMBER:
            raise Problem(404, f"no {name} {value}")


def _query(request: Request, shape: type[BaseModel]) -> BaseModel:
    """The query, where each name stands once, but for lists."""
    given: dict[str, Any] = {}
    lists = {name for name, found in shape.model_fields.items() if "tuple" in str(found.annotation)}
    for name, value in request.query_params.multi_items():
        if REFUSED.search(name + value):
            raise Problem(400, "the query holds signs that no text can hold")
        if name in lists:
            given.setdefault(name, []).append(value)
        elif name in given:
            raise Problem(400, f"{name}: given twice")
        else:
            given[name] = value
    return _checked(shape, given, 400)


def _body(request: Request, shape: type[BaseModel]) -> BaseModel:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem(415, "send application/json")
    try:
        given = json.loads(body_of(request))
    except (ValueError, RecursionError):
        raise Problem(400, "the body is no JSON") from None
    if REFUSED.search(json.dumps(given, ensure_ascii=False)) or "\\u0000" in json.dumps(given):
        raise Problem(422, "the body holds signs that no text can hold")
    return _checked(shape, given, 422)


def _checked(shape: type[BaseModel], given: Any, status: int) -> BaseModel:
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise Problem(status, f"{where}: {said}" if where else said) from None
