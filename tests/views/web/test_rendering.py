"""Days, numbers, names, addresses and citations, as pages show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.requests import Request
from tests.views import sample

from servanda.views.cite import cite
from servanda.views.web.rendering import REL, day, environment, marked, number, polity, same_with, static, url

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("value", "russian", "english"),
    [
        (None, "", ""),
        ("", "", ""),
        (date(2024, 5, 2), "2 мая 2024", "2 May 2024"),
        ("2024-05-02", "2 мая 2024", "2 May 2024"),
        ("2024-05-02T23:59:00+00:00", "2 мая 2024", "2 May 2024"),
        ("2024", "2024 год", "2024"),
        ("../2024", "до конца 2024 года", "by the end of 2024"),
        ("2024-36", "IV квартал 2024 года", "Q4 2024"),
        ("<b>", "<b>", "<b>"),
    ],
)
def test_a_day_is_in_the_words_of_the_language(value, russian, english) -> None:
    assert day(value, "ru").replace(SPACE, " ") == russian
    assert day(value, "en").replace(SPACE, " ") == english


def test_a_short_day_is_not_broken() -> None:
    assert day("2024-05-02", "ru") == f"2{SPACE}мая{SPACE}2024"


def test_numbers_and_names_are_in_the_language() -> None:
    assert (number(1234567.5, "ru"), number(1234567.5, "en")) == (f"1{SPACE}234{SPACE}567,5", "1,234,567.5")
    assert (polity("KZ", "ru"), polity("KZ", "en")) == ("Казахстан", "Kazakhstan")
    assert polity("<script>", "ru") == "<script>"


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("/pledges", {}, "/pledges"),
        ("/pledges", {"q": None, "page": "", "status": []}, "/pledges"),
        ("/pledges", {"q": "мёд & чай", "page": 2}, "/pledges?q=%D0%BC%D1%91%D0%B4+%26+%D1%87%D0%B0%D0%B9&page=2"),
        ("/pledges", {"status": ["overdue", "kept"]}, "/pledges?status=overdue&status=kept"),
        ("/polities/RU-BA/Уфа", {}, "/polities/RU-BA/%D0%A3%D1%84%D0%B0"),
        ("/stories/a?b#c\"'<", {}, "/stories/a%3Fb%23c%22'%3C"),
    ],
)  # fmt: skip
def test_addresses_hold_any_characters(path, query, address) -> None:
    assert url(path, **query) == address


def asking(path: str, query: str) -> dict[str, Request]:
    return {"request": Request({"type": "http", "path": path, "query_string": query.encode(), "headers": []})}


def test_the_address_of_a_page_is_changed_in_part() -> None:
    context = environment("en").from_string("").new_context(asking("/pledges", "q=a&status=kept&status=overdue&page=3"))
    assert same_with(context, page=4) == "/pledges?q=a&status=kept&status=overdue&page=4"
    assert same_with(context, page=None, status="kept") == "/pledges?q=a&status=kept"


def test_a_citation_names_the_outlet_and_links_to_the_page() -> None:
    html = marked(cite(sample.STEPS[0], sample.ASKS, "ru"))
    link = LexborHTMLParser(html).css_first("cite a")
    assert html.startswith("<cite>Вести Прибелья. ")
    assert link.attributes["href"] == "https://vesti.example/2023/05/02/reis"
    assert set(link.attributes["rel"].split()) == set(REL.split())
    assert link.text() == "«Рейс до Ташкента откроют осенью»"
    assert LexborHTMLParser(html).css_first("cite").text().endswith("осенью», 2 мая 2023")


def test_a_citation_says_that_a_link_is_lacking() -> None:
    told = replace(sample.STEPS[0], url=None, date=None, title="<b>")
    html = marked(cite(told, sample.ASKS, "ru"))
    assert html == "<cite>Вести Прибелья. «&lt;b&gt;» (издание требует активной ссылки, адрес неизвестен)</cite>"


def test_files_are_marked_by_what_is_in_them(client) -> None:
    address = static("servanda.css")
    path, _, mark = address.partition("?v=")
    assert len(mark) == 12
    marked_answer, plain = client.nobody.get(address), client.nobody.get(path)
    assert marked_answer.content == plain.content
    assert "immutable" in marked_answer.headers["cache-control"]
    assert plain.headers["cache-control"] == "no-cache"
    assert plain.headers["x-content-type-options"] == "nosniff"
