"""Dossiers, the list of partners to choose from, their files; gatherings, figures, the calendar and the map."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.views import sample
from tests.views.web.innocence import faults

from servanda.model.event import Coding, Event, Figure
from servanda.model.span import Span
from servanda.model.story import Imprint, Story
from servanda.views.queries.dossier import PAGE

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def register(app):
    return app.state.place.register


def page(client, path: str, status: int = 200, language: str = "en") -> LexborHTMLParser:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == status, answer.text[:500]
    assert list(faults(answer.text)) == []
    return LexborHTMLParser(answer.text)


def text(tree: LexborHTMLParser, css: str) -> str:
    node = tree.css_first(css)
    return " ".join((node.text(deep=True) if node else "").split())


def told(
    id: str, day: str, sentence: str, *events: Event, figures: tuple[Figure, ...] = (), **about
) -> tuple[Story, Coding]:
    span = (Span(0, len(sentence)),)
    story = Story(id, sentence, sentence, span, None, about.pop("title", sentence), day, **about)
    coded = tuple(replace(event, evidence=span) for event in events)
    return story, Coding(coded, tuple(replace(figure, evidence=span) for figure in figures))


def turnover(value: float, period: str) -> Figure:
    return Figure("trade turnover", ("RU-BA", "KZ"), period, value, "USD")


def test_a_pair_tells_its_pledges_with_who_says_so(client, register) -> None:
    tree = page(client.reader, "/pairs/RU-BA/KZ")
    assert text(tree, "h1") == "Bashkortostan — Kazakhstan"
    rows = {text_of(row.css_first("a.what")): row for row in tree.css("table.pledges tbody tr")}
    assert list(rows) == ["Завод кабельной арматуры", "Форум «Соседи»"]
    assert "overdue for 32 days" in text_of(rows["Завод кабельной арматуры"])
    quoted = tree.css(".press .quotation")
    assert len(quoted) == 1
    assert all((one.css_first("figcaption a").attributes["href"] or "").startswith("https://") for one in quoted)


def text_of(node) -> str:
    return " ".join(node.text(deep=True).split())


def test_the_counts_of_a_page_fit_one_another(client) -> None:
    tree = page(client.reader, "/polities/RU-BA")
    assert text(tree, ".tally li") == "3agreements"
    assert [text_of(cell) for cell in tree.css(".matrix tfoot td")] == ["1", "1", "1", "3"]
    assert [text_of(cell) for cell in tree.css("aside .legend .digits")] == ["1", "1", "1"]
    assert len(tree.css("table.pledges tbody tr")) == 3


def test_what_needs_attention_stands_first_page_after_page(client, register) -> None:
    for at in range(PAGE + 4):
        due = "2024-01" if at % 9 == 0 else "2026-01"
        event = Event(
            "project", "intended", ("RU-BA", "UZ"), what=f"завод {EVIL} {at}", when=due, lemmas=(f"завод{at}",)
        )
        register.enter(*told(f"p{at}", "2023-11-01", f"Построят завод {at}.", event, source="vesti.example"))
    first, second = (page(client.reader, f"/pairs/RU-BA/UZ?page={at}") for at in (1, 2))
    names = [
        [text_of(row.css_first(".status")) for row in tree.css("table.pledges tbody tr")] for tree in (first, second)
    ]
    assert [len(one) for one in names] == [PAGE, register_total(first) - PAGE]
    order = [*names[0], *names[1]]
    assert order.index("promised") > max(at for at, name in enumerate(order) if name.startswith("overdue"))
    assert order[-1].startswith("kept")


def register_total(tree: LexborHTMLParser) -> int:
    return int(text(tree, ".tally b"))


@pytest.mark.parametrize("query", ["?field=transport", "?status=kept", "?field=transport&status=kept"])
def test_a_list_can_be_narrowed(client, query: str) -> None:
    tree = page(client.reader, f"/polities/RU-BA{query}")
    assert [text_of(one) for one in tree.css("table.pledges a.what")] == ["Прямой рейс Уфа — Ташкент"]


@pytest.mark.parametrize(
    "query", ["?field=nonsense&status=x&page=-3", "?page=99999999999999", "?page=x", "?view=print&page=9"]
)
def test_nonsense_in_the_address_is_passed_over(client, query: str) -> None:
    assert text(page(client.reader, f"/polities/RU-BA{query}"), "h1") == "Bashkortostan"


@pytest.mark.parametrize(
    "path", ["/polities/XX", "/polities/RU-BA/", "/pairs/RU-BA", "/pairs/RU-BA/XX", "/pairs/KZ/KZ", "/pairs/a/b/c/d"]
)
def test_what_is_no_polity_is_no_page(client, path: str) -> None:
    page(client.reader, path, 404)


def test_cities_have_their_pages(client) -> None:
    assert text(page(client.reader, "/polities/RU-BA/Уфа"), "h1") == "Ufa"
    tree = page(client.reader, "/pairs/RU-BA/Уфа/UZ-TK")
    assert [text_of(one) for one in tree.css("table.pledges a.what")] == ["Прямой рейс Уфа — Ташкент"]
    assert "nothing of them yet" in text(page(client.reader, "/pairs/RU-BA/Уфа/BR"), ".empty")


def test_the_list_of_partners_leads_to_polities_and_pairs(client) -> None:
    tree = page(client.reader, "/polities")
    held = {one.attributes["href"] for one in tree.css(".countries a")}
    assert {"/polities/RU", "/polities/RU-BA", "/polities/UZ", "/polities/KZ"} <= held
    pairs = [one.attributes["href"] for one in tree.css("ol.short a")]
    assert pairs[0] == "/pairs/RU-BA/KZ-39"


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/polities?q=Башкирия", "/polities/RU-BA"),
        ("/polities?q=ru-ba", "/polities/RU-BA"),
        ("/pairs?one=Башкортостан&other=Kazakhstan", "/pairs/RU-BA/KZ"),
        ("/pairs", "/polities"),
        ("/pairs?one=KZ&other=KZ", "/polities"),
    ],
)
def test_names_lead_to_pages(client, asked: str, leads: str) -> None:
    answer = client.reader.get(asked)
    assert answer.status_code in (200, 303)
    found = answer.headers.get("location") or ("leads" if f'href="{leads}"' in answer.text else "")
    assert found in (leads, "leads")


def test_a_name_that_means_none_is_told(client) -> None:
    assert "no one polity" in text(page(client.reader, f"/pairs?one={EVIL}&other=KZ", 422), ".field-fault")
    assert text(page(client.reader, "/polities?q=Ничегоподобного"), ".empty-title") == "Nothing is called so"


@pytest.mark.parametrize("form", ["docx", "brief.docx", "pdf", "brief.pdf"])
def test_files_of_a_dossier(client, form: str) -> None:
    answer = client.reader.get(f"/dossier?polity=RU-BA&polity=KZ&format={form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    if form.endswith("pdf"):
        assert answer.content.startswith(b"%PDF")
        return
    from docx import Document

    words = "\n".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    assert "форум «Соседи»" in words.replace("Форум", "форум")
    assert "Вести Прибелья" in words


def test_a_file_can_be_of_a_period(client) -> None:
    from docx import Document

    answer = client.reader.get("/dossier?polity=UZ&format=docx&since=2030-01-01")
    words = " ".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    assert "рейс" not in words


@pytest.mark.parametrize(
    "query",
    ["", "polity=RU-BA&format=exe", "polity=RU-BA&polity=KZ&polity=UZ", "polity=XX", "polity=KZ&since=yesterday"],
)
def test_files_that_make_no_sense_are_refused(client, query: str) -> None:
    assert client.reader.get(f"/dossier?{query}").status_code in (400, 422)


def test_more_than_a_file_holds_asks_for_a_period(client, monkeypatch) -> None:
    from servanda.views.web.pages import pair

    monkeypatch.setattr(pair, "MOST", 1)
    assert client.reader.get("/dossier?polity=RU-BA").status_code in (400, 422)
    assert (
        page(client.reader, "/polities/RU-BA").css_first("input[name=since]").attributes.get("required", "no") != "no"
    )


def test_sources_that_differ_are_both_shown(client, register) -> None:
    one, other = turnover(340e6, "2022"), turnover(410e6, "2022")
    register.enter(
        *told(
            "f1",
            "2023-01-10",
            "Оборот 340 млн.",
            figures=(one, turnover(300e6, "2021")),
            source="vesti.example",
            imprint=Imprint(outlet="Вести"),
        )
    )
    register.enter(
        *told(
            "f2",
            "2023-01-11",
            f"Оборот 410 млн. {EVIL}",
            figures=(other,),
            source="kurier.example",
            url="https://kurier.example/1",
        )
    )
    for path in ("/figures?measure=trade turnover&polity=KZ", "/pairs/RU-BA/KZ"):
        tree = page(client.reader, path)
        series = next(one for one in tree.css(".series") if "340" in one.text(deep=True))
        disputed = [text_of(row.css_first(".amount")) for row in series.css("tr.disputed")]
        assert disputed == ["410 m USD", "340 m USD"]
        assert series.css_first("svg.chart rect.bar-between") is not None
        assert "340 m USD / 410 m USD" in (series.css_first("svg.chart").attributes["aria-label"] or "")
        assert {text_of(one) for one in series.css("tr.disputed summary")} == {"Вести", "kurier.example"}


def test_figures_can_be_narrowed(client) -> None:
    assert len(page(client.reader, "/figures").css(".series")) == 1
    assert len(page(client.reader, "/figures?polity=Узбекистан").css(".series")) == 1
    assert text(page(client.reader, "/figures?polity=BR"), ".empty-title") == "No figures"
    assert "no one polity" in text(page(client.reader, "/figures?polity=Нигдея"), ".field-fault")


def test_gatherings_of_a_series_stand_together(client, register) -> None:
    for number, year in (("XX", 2023), ("XXI", 2024)):
        event = Event("gathering", "intended", ("RU-BA", "UZ"), what=f"{number} форум пчеловодов", when=f"{year}-09-01")
        register.enter(*told(f"g{year}", f"{year}-05-01", f"{number} форум пчеловодов пройдёт в сентябре.", event))
    tree = page(client.reader, "/gatherings")
    again = tree.css("[aria-labelledby=recurring] tbody")
    assert len(again) == 1
    assert [text_of(cell) for cell in again[0].css("td.number")] == ["21", "20"]
    assert len(page(client.reader, "/gatherings?q=пчеловодам").css("tbody tr")) == 2
    assert len(page(client.reader, "/gatherings?polity=KZ").css("tbody tr")) == 1


def test_a_month_shows_what_is_due_and_held(client) -> None:
    tree = page(client.reader, "/calendar?month=2024-03")
    assert text(tree, "h1") == "March 2024"
    assert text(tree, '.month td:has(time[datetime="2024-03-28"]) .item-what') == "Прямой рейс Уфа — Ташкент"
    assert [one.attributes["href"] for one in tree.css(".months a")][:2] == [
        "/calendar?month=2024-02",
        "/calendar?month=2024-04",
    ]
    loose = page(client.reader, "/calendar?month=2024-12")
    assert text(loose, ".loose .what") == "завод кабельной арматуры"
    assert page(client.reader, "/calendar?month=2024-12&polity=UZ").css_first(".loose") is None


def test_the_calendar_names_the_addresses_of_searches(client, app) -> None:
    from servanda.register.where import Where
    from servanda.views.queries.searches import published, save

    register = app.state.place.register
    save(register, f"соседи {EVIL}", Where(polities=("KZ",)))
    assert page(client.reader, "/calendar").css_first("input.address") is None
    published(register).publish(f"соседи {EVIL}")
    address = page(client.reader, "/calendar").css_first("input.address").attributes["value"] or ""
    assert address.startswith("http://localhost/calendars/")
    assert client.nobody.get(address).content.startswith(b"BEGIN:VCALENDAR")


def test_the_map_is_a_table_that_says_all_it_draws(client) -> None:
    tree = page(client.reader, "/map")
    (row,) = tree.css("table.routes tbody tr")
    assert row.attributes["data-state"] == "running"
    ends = json.loads(row.attributes["data-ends"] or "")
    assert [name for *_, name in ends] == ["Ufa", "Tashkent"]
    assert ends[0][0] == pytest.approx(55.97, abs=0.1)
    assert "Ufa — Tashkent" in text_of(row)
    assert "kept" in text_of(row)
    assert [text_of(one) for one in tree.css(".states .digits")] == ["1", "1", "0", "0", "0"]
    assert page(client.reader, "/map?state=suspended").css_first("table.routes") is None
    assert "no position" in text(tree, ".policy")


def test_the_map_of_partners(client) -> None:
    tree = page(client.reader, "/map?show=partners&polity=RU-BA")
    found = {text_of(row.css_first("a")): row for row in tree.css("table.routes tbody tr")}
    assert set(found) == {"Kazakhstan", "Uzbekistan"}
    assert found["Kazakhstan"].attributes["data-weight"] == "2"
    assert found["Kazakhstan"].css_first("a").attributes["href"] == "/pairs/RU-BA/KZ"
    assert text(page(client.reader, "/map?show=partners"), ".empty-title") == "Whose partners?"


def test_what_the_map_loads_is_served_with_its_licence(client) -> None:
    tree = page(client.reader, "/map")
    sources = [one.attributes["src"] for one in tree.css("head script")] + [
        tree.css_first("[data-map]").attributes["data-map"]
    ]
    assert sum("/vendor/" in (one or "") for one in sources) >= 4
    assert all(client.reader.get(one).status_code == 200 for one in sources)
    from importlib.resources import files

    folder = files("servanda.views.web") / "static" / "vendor"
    for one in folder.iterdir():
        assert any(each.name.startswith("LICENSE") for each in one.iterdir()), one.name


def test_hostile_words_of_stories_stay_words(client, register) -> None:
    event = Event("connection", "intended", ("RU-BA/Уфа", "KZ-71"), (EVIL,), EVIL, "2026-05", fields=("transport",))
    register.enter(
        *told("evil", "2024-12-01", f"Рейс {EVIL} откроют.", event, title=EVIL, source=EVIL, url="javascript:alert(1)")
    )
    for path in ("/polities/RU-BA", "/pairs/RU-BA/KZ", "/map", "/calendar?month=2026-05", "/gatherings?q=" + EVIL):
        page(client.reader, path)


@pytest.mark.parametrize(
    "path",
    [
        "/polities",
        "/polities/RU-BA",
        "/pairs/RU-BA/KZ",
        "/calendar",
        "/gatherings",
        "/figures",
        "/map",
        "/dossier?polity=KZ",
    ],
)
def test_nobody_looks_without_signing_in(client, path: str) -> None:
    assert client.nobody.get(path).headers["location"].startswith("/sign-in")


def test_the_sample_has_what_these_tests_read() -> None:
    assert {pledge.kind for pledge in sample.PLEDGES} >= {"connection", "gathering", "project"}
