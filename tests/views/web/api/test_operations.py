"""The operations do what the pages do, and refuse what they must."""

from __future__ import annotations

import pytest
from tests.views import sample

from servanda.views.web.api import operations

TEXT = "Башкортостан и Узбекистан подписали 3 апреля 2024 года в Ташкенте соглашение о сотрудничестве в сфере туризма."
AS_JSON = {"Content-Type": "application/json"}
PLACES = {"id": "1", "code": "KZ", "one": "KZ", "other": "RU-BA", "name": "x", "key": "x"}


def address(path: str) -> str:
    """A path with its parts filled in."""
    for name, value in PLACES.items():
        for kind in ("", ":path", ":int"):
            path = path.replace(f"{{{name}{kind}}}", value)
    return f"/api{path}"


@pytest.mark.parametrize("operation", operations(), ids=lambda one: f"{one.method} {one.path}")
def test_the_permit_of_each_operation(api, operation) -> None:
    call = {"method": operation.method, "url": address(operation.path), "json": {}}
    assert api(None).request(**call).status_code == 401
    below = {"reader": [], "editor": ["reader"], "admin": ["reader", "editor"]}[operation.role]
    for role in below:
        refused = api(role).request(**call)
        assert refused.status_code == 403
        assert refused.headers["content-type"] == "application/problem+json"
    assert api(operation.role).request(**call).status_code not in (401, 403, 405, 500)


def test_an_open_register_is_read_without_a_token(api, app) -> None:
    object.__setattr__(app.state.place, "open_for_reading", True)
    assert api(None).get("/api/pledges").status_code == 200
    assert api(None).get("/api/searches").status_code == 401
    assert api(None).post("/api/readings", json={"text": TEXT}).status_code == 401


def test_pledges_with_filters_and_pages(api) -> None:
    client = api("reader")
    whole = client.get("/api/pledges").json()
    assert whole["total"] == len(whole["items"]) == 3
    assert [one["number"] for one in whole["facets"]["kind"]] == [1, 1, 1]
    flights = client.get("/api/pledges?polity=UZ&kind=connection").json()["items"]
    assert [one["what"] for one in flights] == ["прямой рейс Уфа — Ташкент"]
    assert client.get("/api/pledges?text=кабельную арматуру").json()["total"] == 1
    pages = [client.get(f"/api/pledges?limit=1&offset={at}&sort=-due").json()["items"] for at in range(4)]
    assert [len(page) for page in pages] == [1, 1, 1, 0]
    assert [page[0]["due_day"] for page in pages[:3]] == ["2024-12-31", "2024-03-31", None]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("limit=201", "limit: "), ("kind=war", "kind: "), ("since=31.12.2024", "since: "), ("colour=red", "colour: "),
        ("limit=5&limit=6", "limit: given twice"),
    ],
)  # fmt: skip
def test_a_query_without_sense(api, query: str, said: str) -> None:
    refused = api("reader").get(f"/api/pledges?{query}")
    assert refused.status_code == 400
    assert said in refused.json()["detail"]
    assert "\n" not in refused.json()["detail"]


def test_a_pledge_with_citations_as_of_a_day(api) -> None:
    client = api("reader")
    id = client.get("/api/pledges?kind=connection").json()["items"][0]["id"]
    now = client.get(f"/api/pledges/{id}").json()
    assert (now["status"]["name"], len(now["events"])) == ("kept", 3)
    for event in now["events"]:
        assert event["evidence"]
        assert event["citation"]["link"] == event["url"]
        assert event["citation"]["outlet"] in event["citation"]["text"]
    then = client.get(f"/api/pledges/{id}?as_of=2023-06-01").json()
    assert (then["status"]["name"], len(then["events"])) == ("promised", 1)
    assert client.get("/api/pledges/ffffffff").json()["detail"].startswith("no pledge")


def test_a_decision_is_made_shown_and_undone(api) -> None:
    client = api("editor")
    plant = client.get("/api/pledges?kind=project").json()["items"][0]["id"]
    rating = {"verb": "rate", "subject": plant, "value": "broken", "reason": "банкрот"}
    made = client.post("/api/decisions", json=rating)
    assert made.status_code == 201
    assert made.json()["user"] == "editor"
    assert client.get(f"/api/pledges/{plant}").json()["status"]["name"] == "broken"
    number = made.json()["id"]
    assert client.get(f"/api/decisions/{number}").json() == made.json()
    assert client.post(f"/api/decisions/{number}/undo", json={"reason": "жив"}).status_code == 201
    assert client.get(f"/api/pledges/{plant}").json()["status"]["name"] == "overdue"
    records = client.get(f"/api/history/{plant}").json()["items"]
    assert [(one["what"], one["undone"]) for one in records][-2:] == [("rate", True), ("undo", False)]
    refused = client.post("/api/decisions", json={"verb": "rate", "subject": plant, "value": "lost"})
    assert (refused.status_code, refused.json()["detail"]) == (400, "'lost' is no status")


def test_a_slot_is_corrected(api) -> None:
    client = api("editor")
    plant = client.get("/api/pledges?kind=project").json()["items"][0]["id"]
    right = {"verb": "correct", "subject": plant, "slot": "polities", "value": ["RU-BA", "Казахстан"]}
    assert client.post("/api/decisions", json=right).json()["value"] == '["RU-BA", "KZ"]'
    assert client.get(f"/api/pledges/{plant}").json()["events"][0]["polities"] == ["RU-BA", "KZ"]
    wrong = {"verb": "correct", "subject": plant, "slot": "when", "value": "скоро"}
    assert client.post("/api/decisions", json=wrong).status_code == 400


def test_a_story_is_read_without_storing_and_entered_once(api) -> None:
    client = api("editor")
    given = {"text": TEXT, "date": "2024-04-04", "source": "vesti.example", "url": "https://vesti.example/tour"}
    read = client.post("/api/readings", json=given).json()
    assert [(event["kind"], event["stage"]) for event in read["events"]] == [("agreement", "done")]
    assert read["citation"]["link"] == "https://vesti.example/tour"
    assert client.get("/api/stories/https://vesti.example/tour").status_code == 404
    states = [client.post("/api/stories", json=given).json()["state"] for _ in range(2)]
    assert states == ["new", "unchanged"]
    shown = client.get("/api/stories/https://vesti.example/tour").json()
    assert shown["text"] == TEXT
    assert len(shown["events"]) == 1
    assert client.get("/api/stories?text=туризм").json()["items"][0]["id"] == "https://vesti.example/tour"
    refused = client.post("/api/readings", json={"text": "An English text, which is not read at all by the program."})
    assert (refused.status_code, "English" in refused.json()["detail"]) == (422, True)


def test_polities_pairs_figures_gatherings_due_and_calendar(api) -> None:
    client = api("reader")
    assert client.get("/api/polities?text=башкорт").json()["items"][0]["code"] == "RU-BA"
    pair = client.get("/api/pairs/RU-BA/UZ").json()
    assert pair["by_status"] == {"kept": 1}
    assert client.get("/api/polities/RU-BA").json()["total"] == 3
    assert client.get("/api/polities/XX").status_code == 404
    figure = client.get("/api/figures?polity=UZ").json()["items"][0]["points"][0]["readings"][0]
    assert figure["citation"]["link"] == sample.STORIES["s1"][1]
    assert client.get("/api/gatherings").json()["items"][0]["name"] == "форум «Соседи»"
    assert client.get("/api/due").json()["overdue"]["total"] == 1
    month = client.get("/api/calendar?month=2024-12").json()
    assert [(one["pledge"]["what"], one["last"], one["exact"]) for one in month["items"]] == [
        ("завод кабельной арматуры", "2024-12-31", False)
    ]


def test_searches_and_their_addresses(api) -> None:
    client = api("editor")
    kept = client.put("/api/searches/Казахстан", json={"polity": ["KZ"], "announced": "all"}).json()
    assert (kept["pledges"], kept["fresh"], kept["calendar"]) == (2, 0, None)
    published = client.post("/api/addresses/Казахстан").json()
    assert api(None).get(published["calendar"]).text.startswith("BEGIN:VCALENDAR")
    assert api(None).get(published["feed"]).headers["content-type"].startswith("application/atom+xml")
    client.post("/api/addresses/Казахстан")
    assert api(None).get(published["calendar"]).status_code == 404
    looked = client.post("/api/looks/Казахстан").json()
    assert (looked["pledges"], looked["items"]) == (2, [])
    assert client.delete("/api/searches/Казахстан").status_code == 204
    assert client.get("/api/searches").json() == {"items": []}


def test_sources_are_tried_kept_asked_and_removed(api, app) -> None:
    client = api("editor")
    tried = client.post("/api/trials", json={"address": "lenta.example/rss"}).json()
    assert (tried["kind"], tried["name"], tried["count"]) == ("feed", "Лента Прибелья", 2)
    assert client.get("/api/sources").json() == {"items": []}
    kept = client.post("/api/sources", json={"address": "lenta.example/rss"}).json()
    assert (kept["state"], kept["key"]) == ("new", "lenta.example")
    assert client.post("/api/sources", json={"address": "lenta.example/rss"}).status_code == 400
    begun = client.post("/api/rounds", json={"sources": ["lenta.example"]})
    assert begun.status_code == 202
    app.state.fetching.wait(60)
    last = client.get("/api/rounds/last").json()
    assert (last["visited"], last["failed"], last["ended"] is not None) == (1, 2, True)
    assert len(client.get("/api/visits/lenta.example").json()["items"]) == 1
    assert client.patch("/api/sources/lenta.example", json={"paused": True}).json()["state"] == "paused"
    assert client.post("/api/rounds", json={"sources": ["lenta.example"]}).json()["detail"] == "it is paused"
    assert client.delete("/api/sources/lenta.example").status_code == 204


def test_users_and_tokens(api) -> None:
    admin = api("admin")
    made = admin.post("/api/users", json={"name": "вера", "role": "reader", "password": "очень длинное слово"})
    assert made.status_code == 201
    id = made.json()["id"]
    assert admin.patch(f"/api/users/{id}", json={"role": "editor"}).json()["role"] == "editor"
    assert admin.delete(f"/api/users/{id}").status_code == 204
    assert admin.get("/api/users").json()["items"][0]["name"] == "admin"
    reader = api("reader")
    assert reader.get("/api/me").json() == {"name": "reader", "role": "reader", "by_token": True}
    secret = reader.post("/api/tokens", json={"name": "для отчётов", "role": "admin"}).json()["secret"]
    own = reader.get("/api/tokens").json()["items"]
    assert own[0]["role"] == "reader"
    assert {one["name"] for one in own} == {"test", "для отчётов"}
    assert secret not in reader.get("/api/tokens").text
    assert reader.delete(f"/api/tokens/{own[0]['id']}").status_code == 204
    other = admin.get("/api/tokens").json()["items"][0]["id"]
    assert reader.delete(f"/api/tokens/{other}").status_code in (204, 404)


def test_what_is_no_operation_and_no_json(api) -> None:
    client = api("editor")
    assert client.get("/api/nothing").json()["title"] == "Not Found"
    assert client.delete("/api/pledges").status_code in (404, 405)
    assert client.post("/api/decisions", content=b"{", headers=AS_JSON).status_code == 400
    assert client.post("/api/decisions", content=b"{}", headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.post("/api/trials", json={"address": "x" * 3_000_000}).status_code == 413
    assert client.post("/api/readings", content=b'{"text": "\\ud800"}', headers=AS_JSON).status_code == 422
