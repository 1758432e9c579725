"""A table of hostile requests, all refused; and hostile stories, shown as the text that they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.routing import Route
from tests.views.web.conftest import PASSWORD
from tests.views.web.innocence import faults
from tests.views.web.walking import filled

from servanda.model.event import Coding, Event, Figure
from servanda.model.span import Span
from servanda.model.story import Imprint, ReprintTerms, Story

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg/onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "<!--<a href='data:text/html,x'>",
    "\u202e</blockquote><style>*{display:none}</style>",
)
CROSS = {"Sec-Fetch-Site": "cross-site"}


@dataclass(frozen=True)
class Attack:
    """A request, as whom, and the statuses that refuse it."""

    name: str
    method: str
    path: str
    role: str | None = None
    refused: tuple[int, ...] = (403,)
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)


ATTACKS = (
    Attack("a form on another site", "POST", "/admin/users", "admin", (403,), CROSS),
    Attack("a form on a sister site", "POST", "/admin/users", "admin", (403,), {"Sec-Fetch-Site": "same-site"}),
    Attack("signing in from another site", "POST", "/sign-in", None, (403,), CROSS),
    Attack("signing out from another site", "POST", "/sign-out", "reader", (403,), CROSS),
    Attack(
        "an old browser on another site",
        "POST",
        "/admin/users",
        "admin",
        (403,),
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
    ),
    Attack("an origin that hides", "POST", "/admin/users", "admin", (403,), {"Sec-Fetch-Site": "", "Origin": "null"}),
    Attack("neither says where it comes from", "POST", "/admin/users", "admin", (403,), {"Sec-Fetch-Site": ""}),
    Attack("a method of another name", "DELETE", "/admin/users/1", "admin", (403, 405), CROSS),
    Attack("an unknown method", "TRACE", "/account", "admin", (403, 405)),
    Attack("a session that is invented", "GET", "/account", None, (303,), {"Cookie": "servanda=" + "a" * 43}),
    Attack("a session that is long", "GET", "/account", None, (303,), {"Cookie": "servanda=" + "a" * 5000}),
    Attack("a session of odd bytes", "GET", "/account", None, (303,), {"Cookie": "servanda=\xff\xfe\x00"}),
    Attack("a session that is SQL", "GET", "/account", None, (303,), {"Cookie": "servanda=' OR 1=1 --"}),
    Attack(
        "a token that is invented", "GET", "/account", None, (401,), {"Authorization": "Bearer servanda_" + "a" * 43}
    ),
    Attack("a token beside a good cookie", "GET", "/account", "admin", (401,), {"Authorization": "Bearer no"}),
    Attack("an empty token", "POST", "/admin/users", "admin", (401,), {"Authorization": "Bearer "}),
    Attack("another scheme of authorization", "POST", "/admin/users", None, (401,), {"Authorization": "Basic YTpi"}),
    Attack("a reader who governs", "POST", "/admin/users", "reader", (403,)),
    Attack("an editor who governs", "POST", "/admin/backup", "editor", (403,)),
    Attack(
        "a reader who makes himself admin", "POST", "/admin/users/1", "reader", (403,), {}, {"data": {"role": "admin"}}
    ),
    Attack("a role that is none", "POST", "/admin/users/1", "admin", (400,), {}, {"data": {"role": "root"}}),
    Attack("a path out of the files", "GET", "/static/../desk.py", None, (404,)),
    Attack("the same, encoded", "GET", "/static/%2e%2e/desk.py", None, (404,)),
    Attack("the same, encoded twice", "GET", "/static/%252e%252e/desk.py", None, (404,)),
    Attack("the same, with backslashes", "GET", "/static/..%5cdesk.py", None, (404,)),
    Attack("a path from the root", "GET", "/static//etc/passwd", None, (404,)),
    Attack("a path with a zero", "GET", "/static/servanda.css%00.html", None, (400,)),
    Attack("a query with a zero", "GET", "/sign-in?next=%00", None, (400,)),
    Attack("a name with a zero", "POST", "/sign-in", None, (422,), {}, {"data": {"name": "a\x00b", "password": "x"}}),
    Attack("a folder of files", "GET", "/static/vendor", None, (404,)),
    Attack("a name of a host that is not ours", "GET", "/", "admin", (421,), {"Host": "evil.example"}),
    Attack("a host that only ends like ours", "GET", "/", "admin", (421,), {"Host": "localhost.evil.example"}),
    Attack("a host that is no host", "GET", "/", "admin", (421,), {"Host": "[::1"}),
    Attack("a form that is too long", "POST", "/sign-in", None, (413,), {}, {"data": {"name": "a" * 2_000_000}}),
    Attack(
        "the same, in pieces",
        "POST",
        "/sign-in",
        None,
        (413,),
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"content": (b"name=" + b"a" * 1000 for _ in range(3000))},
    ),
    Attack(
        "a form of too many fields",
        "POST",
        "/sign-in",
        None,
        (400,),
        {},
        {"files": [(f"n{at}", (None, "x")) for at in range(400)]},
    ),
    Attack(
        "a form of too many files",
        "POST",
        "/sign-in",
        None,
        (400,),
        {},
        {"files": [("f", (f"{at}", b"x")) for at in range(40)]},
    ),
    Attack(
        "a form that breaks off",
        "POST",
        "/sign-in",
        None,
        (400, 422),
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"content": b"--x\r\nContent-Disp"},
    ),
    Attack(
        "a backup from one who may not",
        "POST",
        "/admin/restore",
        "editor",
        (403,),
        {},
        {"files": {"backup": ("b", b"x" * 3_000_000)}},
    ),
    Attack(
        "a password of a megabyte",
        "POST",
        "/sign-in",
        None,
        (422,),
        {},
        {"data": {"name": "admin", "password": "a" * 900_000}},
    ),
    Attack(
        "a first user where there are users",
        "POST",
        "/first",
        None,
        (303,),
        {},
        {"data": {"code": "", "name": "x", "password": PASSWORD}},
    ),
    Attack(
        "a language that is a path",
        "POST",
        "/preferences",
        None,
        (303,),
        {},
        {"data": {"language": "../../etc", "theme": "x' onload='"}},
    ),
    Attack("a number too large for the database", "POST", "/admin/tokens/99999999999999999999999999", "admin", (404,)),
)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_a_hostile_request_is_refused(visitor, app, attack: Attack) -> None:
    before = [(user.name, user.role) for user in app.state.place.users.all()]
    client = visitor(attack.role)
    headers = {name: value.encode("latin-1") for name, value in attack.headers.items()}
    if headers.get("Sec-Fetch-Site") == b"":
        del client.headers["Sec-Fetch-Site"], headers["Sec-Fetch-Site"]
    answer = client.request(attack.method, attack.path, headers=headers, **attack.body)
    assert answer.status_code in attack.refused
    assert "Traceback" not in answer.text
    assert [(user.name, user.role) for user in app.state.place.users.all()] == before
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y", ""]
)
def test_nobody_is_led_away_after_signing_in(visitor, app, onward: str) -> None:
    from servanda.views.web.passwords import hashed

    app.state.place.users.add("кто-то", "reader", hashed(PASSWORD))
    given = {"name": "кто-то", "password": PASSWORD, "next": onward}
    assert visitor(None).post("/sign-in", data=given).headers["location"] == "/"
    assert visitor(None).post("/preferences", data={"language": "ru", "back": onward}).headers["location"] == "/"


def hostile(payload: str, at: int) -> tuple[Story, Coding]:
    """A story of which every part is hostile."""
    text = f"Башкирия и Казахстан откроют {payload} до конца 2026 года. Оборот вырос на 5%: {payload}"
    end = len(text)
    event = Event(
        "project", "agreed", ("KZ", "RU-BA"), (payload,), f"завод {payload}", "../2026", payload, payload, ("trade",),
        payload, (Span(0, end),),
    )  # fmt: skip
    whole = (Span(0, end),)
    gathering = Event("gathering", "intended", ("KZ", "RU-BA"), (), f"форум {payload}", "2025-03", evidence=whole)
    figure = Figure("trade turnover", ("KZ", "RU-BA"), "2024", 5.0, payload, 5.0, (Span(0, end),))
    story = Story(
        f"{payload}{at}", text, text, (Span(0, end),), None, payload, f"2025-01-{10 + at}", payload, payload,
        imprint=Imprint(payload, payload, payload, payload, payload, payload, payload, payload),
        terms=ReprintTerms(True, True, True, payload),
    )  # fmt: skip
    return story, Coding((event, gathering), (figure,))


@pytest.fixture
def poisoned(app):
    """The site, with hostile stories in its register, and a decision with a hostile reason."""
    register = app.state.place.register
    for at, payload in enumerate(PAYLOADS):
        register.enter(*hostile(payload, at))
    for pledge in register.pledges():
        register.decide("rate", pledge.id, user=PAYLOADS[0], value="broken", reason=PAYLOADS[1])
        register.decide("confirm", pledge.id, user=PAYLOADS[2], reason=PAYLOADS[3])
    return app


def looks(app) -> list[tuple[str, dict[str, str]]]:
    """All paths that are looked at, with parameters that lead to hostile parts."""
    register = app.state.place.register
    pledge = next(one for one in register.pledges() if "завод" in one.what)
    known = {"id": pledge.id, "one": "KZ", "other": "RU-BA", "code": "RU-BA", "pledge": pledge.id}
    paths = [route.path for route in app.routes if isinstance(route, Route) and "GET" in (route.methods or ())]
    return [(path, known) for path in paths]


def test_hostile_stories_are_shown_as_text(poisoned, client) -> None:
    found = []
    for path, known in looks(poisoned):
        addresses = [filled(path, known)]
        if path.startswith("/stories/{"):
            addresses = [filled(path, {"id": one}) for one in poisoned.state.place.register.pledges()[-1].stories]
        for address in addresses:
            answer = client.admin.get(address)
            if answer.headers.get("content-type", "").startswith("text/html"):
                found += [(address, fault) for fault in faults(answer.text)]
    assert found == []


def test_hostile_words_of_a_query_are_shown_as_text(app, client) -> None:
    found = []
    for path, known in looks(app):
        for payload in PAYLOADS:
            asked = dict.fromkeys(("q", "next", "code", "month", "page", "status", "name", "done", "kind"), payload)
            answer = client.admin.get(filled(path, known), params=asked)
            assert answer.status_code != 500, path
            if answer.headers.get("content-type", "").startswith("text/html"):
                found += [(path, payload, fault) for fault in faults(answer.text)]
    assert found == []


def test_the_check_of_pages_sees_what_it_is_for() -> None:
    bad = (
        "<script>x()</script>", "<a href='javascript:x()'>x</a>", "<p onclick='x()'>x</p>", "<p style='x'>x</p>",
        "<img src='https://evil.example/x.png'>", "<a href='https://ok.example'>x</a>", "<style>p{}</style>",
    )  # fmt: skip
    assert [html for html in bad if not list(faults(html))] == []
    good = '<a href="https://ok.example" rel="noopener noreferrer nofollow ugc">x</a><script src="/static/x.js">'
    assert list(faults(good)) == []
