"""The register in the browser: filters without leaving the page, and deeds on several agreements at once."""

from __future__ import annotations

import re

import pytest
from tests.browser.conftest import Watched

from servanda.register.tables import Asked

pytestmark = pytest.mark.browser
ROWS = ".pledges tbody tr"


@pytest.fixture
def undoing(site):
    """Takes back what a test decided, so that the next one finds the register as it was."""
    register = site.register
    with register.ledger.reading():
        held = {one.id for one in register.ledger.decisions()}
    yield
    with register.ledger.reading():
        made = [one for one in register.ledger.decisions() if one.id not in held and one.verb != "undo"]
        gone = {one.undoes for one in register.ledger.decisions()}
    for one in reversed(made):
        if one.id not in gone:
            register.undo(one.id, user="test")


def loads(page) -> list[str]:
    """Notes each whole page that the browser loads from now on."""
    found: list[str] = []
    page.on("framenavigated", lambda frame: found.append(frame.url))
    page.evaluate("window.sameDocument = true")
    return found


def same_document(page) -> bool:
    """Whether the page was never loaded anew since `loads`."""
    return bool(page.evaluate("window.sameDocument === true"))


def names(page) -> list[str]:
    return page.locator(f"{ROWS} a.what").all_inner_texts()


def settled(page) -> None:
    """Wait until htmx has done all that it was asked for."""
    page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(state="detached")


def test_a_facet_narrows_the_table_in_place_and_the_address_holds_it(watched: Watched) -> None:
    page = watched.open("/pledges", language="en")
    whole = names(page)
    loads(page)
    link = page.get_by_role("navigation", name="Filters").get_by_role("link", name=re.compile("^overdue")).first
    number = int(re.search(r"\d+", link.inner_text().replace("overdue", ""))[0])
    link.click()
    page.wait_for_url(re.compile("status=overdue"))
    page.get_by_role("list", name="Chosen filters").get_by_text("overdue").wait_for()
    settled(page)
    assert same_document(page)
    assert page.locator("caption b").inner_text() == f"{number} agreement{'s' if number != 1 else ''}"
    assert 0 < len(names(page)) <= number < len(whole) + 1
    address = page.url
    page.go_back()
    page.wait_for_url(re.compile(r"/pledges$"))
    page.locator(ROWS).nth(len(whole) - 1).wait_for()
    assert names(page) == whole
    page.goto(address)
    assert page.locator("caption b").inner_text().startswith(f"{number} ")


def test_words_are_looked_for_in_place_in_any_form(watched: Watched) -> None:
    page = watched.open("/pledges", language="ru")
    loads(page)
    what = next(name for name in names(page) if re.fullmatch(r"[а-яё -]{5,}.*", name.lower()))
    word = max(re.findall(r"[А-Яа-яё]{5,}", what), key=len)
    page.get_by_label("Слова в любой форме").fill(word)
    page.get_by_role("button", name="Найти").click()
    page.wait_for_url(re.compile("q="))
    page.get_by_role("list", name="Выбранный отбор").get_by_text(word).wait_for()
    settled(page)
    assert same_document(page)
    assert what in names(page)
    page.get_by_label("Слова в любой форме").fill("фыфыфы")
    page.get_by_label("Слова в любой форме").press("Enter")
    page.get_by_text("Таких договорённостей нет").wait_for()
    assert same_document(page)


def test_a_heading_sorts_in_place(watched: Watched) -> None:
    page = watched.open("/pledges", language="en")
    loads(page)
    page.locator("thead").get_by_role("link", name=re.compile("Agreement")).click()
    page.wait_for_url(re.compile("sort=what"))
    page.locator("th[aria-sort=ascending]").filter(has_text="Agreement").wait_for()
    settled(page)
    assert same_document(page)
    shown = [name.lower() for name in names(page)]
    assert len(shown) > 2
    assert shown == sorted(shown)


def test_several_are_rated_at_once_and_it_is_undone(watched: Watched, undoing, shots) -> None:
    page = watched.open("/pledges", language="en")
    boxes = page.locator(f"{ROWS} input[name=id]")
    ids = [boxes.nth(at).get_attribute("value") for at in (0, 1)]
    before = {row.id: row.status for row in watched.site.register.table(Asked(size=200)).rows}
    for at in (0, 1):
        boxes.nth(at).check()
    assert page.locator(".picked").inner_text() == "Chosen: 2"
    page.get_by_role("combobox", name="Status").select_option("in the works")
    page.get_by_label("Why", exact=True).fill("told by the ministry")
    page.get_by_role("button", name="Set the status").click()
    page.get_by_text("Decided and written down.").wait_for()
    shots(page, "register-decided")
    after = {row.id: (row.status, row.rated) for row in watched.site.register.table(Asked(size=200)).rows}
    assert [after[id] for id in ids] == [("in the works", True)] * 2
    assert {id: status for id, (status, _) in after.items() if id not in ids} == {
        id: status for id, status in before.items() if id not in ids
    }
    page.get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    assert {row.id: row.status for row in watched.site.register.table(Asked(size=200)).rows} == before


def test_all_of_a_page_are_chosen_after_it_was_narrowed_in_place(watched: Watched, undoing) -> None:
    page = watched.open("/pledges", language="en")
    loads(page)
    page.get_by_role("navigation", name="Filters").get_by_role("link", name=re.compile("^overdue")).first.click()
    page.get_by_role("list", name="Chosen filters").get_by_text("overdue").wait_for()
    settled(page)
    page.get_by_label("Choose all of this page").check()
    number = page.locator(ROWS).count()
    assert page.locator(".picked").inner_text() == f"Chosen: {number}"
    page.locator(f"{ROWS} input[name=id]").first.uncheck()
    assert page.locator(".picked").inner_text() == (f"Chosen: {number - 1}" if number > 1 else "With those chosen:")
    page.locator(f"{ROWS} input[name=id]").first.check()
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_text("Decided and written down.").wait_for()
    assert "status=overdue" in page.url
    with watched.site.register.ledger.reading():
        made = [one for one in watched.site.register.ledger.decisions() if one.verb == "confirm"]
    assert len(made) >= number


def test_a_deed_on_nothing_says_so_and_changes_nothing(watched: Watched) -> None:
    page = watched.open("/pledges", language="ru")
    with watched.site.register.ledger.reading():
        before = len(watched.site.register.ledger.decisions())
    page.get_by_role("button", name="Подтвердить", exact=True).click()
    said = page.get_by_role("alert").inner_text().replace("\u00a0", " ")
    assert "Не выбрано ни одной договорённости" in said
    watched.faults[:] = [fault for fault in watched.faults if "422" not in fault]
    with watched.site.register.ledger.reading():
        assert len(watched.site.register.ledger.decisions()) == before


def test_a_reader_is_offered_no_deeds(watched: Watched) -> None:
    watched.sign_in("reader")
    page = watched.open("/pledges")
    assert page.locator(".bulk").count() == page.locator("input[name=id]").count() == 0
