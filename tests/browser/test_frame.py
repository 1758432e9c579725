"""What all pages have in common: signing in, keys, colours, languages, the list of keys, small windows."""

from __future__ import annotations

import re

import pytest
from tests.browser.conftest import LANGUAGES, THEMES, WIDTHS, Watched
from tests.browser.test_every_page import AXE, RUN, WIDER, barriers

pytestmark = pytest.mark.browser
BACK = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module")
def password(site) -> str:
    from servanda.views.web.passwords import hashed

    site.app.state.place.users.add("Анна", "editor", hashed("длинный пароль Анны"))
    return "длинный пароль Анны"


def test_signing_in_and_out(watched: Watched, password: str) -> None:
    watched.page.context.clear_cookies()
    page = watched.open("/account")
    assert page.url.endswith("/sign-in?next=%2Faccount")
    page.get_by_label("Имя").fill("Анна")
    page.get_by_label("Пароль").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account")
    assert page.get_by_role("heading", level=1).inner_text() == "Анна"
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Выйти", exact=True).click()
    page.wait_for_url("**/sign-in")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_before_signing_in_are_open_to_all(watched: Watched, shots, language: str) -> None:
    watched.page.context.clear_cookies()
    page = watched.open("/sign-in", language=language)
    page.evaluate(AXE.read_text("utf-8"))
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            shots(page, f"sign-in-{language}-{theme}-{width}")
            assert page.evaluate(WIDER) <= 0
            assert barriers(page.evaluate(RUN)) == []


def test_an_error_is_a_page_open_to_all(watched: Watched, shots) -> None:
    page = watched.open("/account")
    page.goto(f"{watched.site.url}/нет-такой-страницы")
    watched.faults.clear()
    page.evaluate(AXE.read_text("utf-8"))
    shots(page, "error")
    assert barriers(page.evaluate(RUN)) == []


def test_colours_are_switched_at_once_and_stay(watched: Watched) -> None:
    page = watched.open("/account")
    light = page.evaluate(BACK)
    page.locator("details.menu > summary").click()
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="Тёмные").click()
    dark = page.evaluate(BACK)
    assert dark != light
    assert page.get_by_role("button", name="Тёмные").get_attribute("aria-pressed") == "true"
    assert watched.open("/account").evaluate(BACK) == dark
    page.locator("details.menu > summary").click()
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="Как в системе").click()
    assert page.evaluate(BACK) == light


def test_the_language_is_switched_and_one_stays_where_one_is(watched: Watched) -> None:
    watched.sign_in("reader")
    page = watched.open("/account?done=token")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="English").click()
    page.locator("html[lang=en]").wait_for()
    assert page.url.endswith("/account?done=token")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Русский").click()
    page.locator("html[lang=ru]").wait_for()
    watched.site.app.state.place.users.change(
        watched.site.app.state.place.users.password_of("reader")[0].id, language=None
    )


def pressed(page, **how) -> None:
    """A key as another layout than this machine's gives it."""
    page.evaluate("how => document.body.dispatchEvent(new KeyboardEvent('keydown', {...how, bubbles: true}))", how)


def test_keys_work_in_either_layout_and_can_be_turned_off(watched: Watched, shots) -> None:
    page = watched.open("/account")
    page.keyboard.press("?")
    overlay = page.get_by_role("dialog", name="Клавиши")
    assert overlay.is_visible()
    shots(page, "keys")
    page.evaluate(AXE.read_text("utf-8"))
    assert barriers(page.evaluate(RUN)) == []
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('dialog[open]')")
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.id === 'find'")
    page.keyboard.type("?g")
    assert not overlay.is_visible()
    page.evaluate("document.activeElement.blur()")
    pressed(page, key=",", code="Slash")
    assert not overlay.is_visible()
    pressed(page, key=",", code="Slash", shiftKey=True)
    assert overlay.is_visible()
    page.get_by_label("Клавиши действуют").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert not overlay.is_visible()
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name=re.compile("Клавиши")).click()
    page.get_by_label("Клавиши действуют").check()
    page.keyboard.press("Escape")


def test_the_menu_closes_by_escape_and_gives_the_focus_back(watched: Watched) -> None:
    page = watched.open("/account", width=360)
    page.locator("details.menu > summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Учётная запись").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Учётная запись").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("path", ["/account", "/map", "/pledges"])
def test_the_first_stop_leads_to_the_content(watched: Watched, path: str) -> None:
    page = watched.open(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_cannot_be_undone_is_asked_first(watched: Watched) -> None:
    users = watched.site.app.state.place.users
    boris = users.add("Борис", "reader", "")
    page = watched.open("/admin")
    page.once("dialog", lambda dialog: dialog.dismiss())
    row = page.get_by_role("row", name=re.compile("Борис"))
    row.get_by_role("button", name="Удалить").click()
    assert users.one(boris.id) == boris
    page.once("dialog", lambda dialog: dialog.accept())
    row.get_by_role("button", name="Удалить").click()
    page.wait_for_url("**/admin?done=removed")
    assert boris not in users.all()


def test_the_site_works_without_scripts(watched: Watched, password: str) -> None:
    context = watched.page.context.browser.new_context(java_script_enabled=False, locale="ru")
    page = context.new_page()
    page.goto(f"{watched.site.url}/sign-in")
    page.get_by_label("Имя").fill("Анна")
    page.get_by_label("Пароль").fill(password)
    page.get_by_role("button", name="Войти").click()
    page.goto(f"{watched.site.url}/account")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Тёмные").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    context.close()
