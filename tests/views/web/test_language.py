"""Every text of the program has its Russian; the language is the user's, the cookie's, the browser's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

import servanda.views.web as web
from servanda.views.web.language import LANGUAGES, asked, catalogue, texts
from servanda.views.web.rendering import environment

ROOT = Path(web.__file__).parent
OPTIONS = {"trimmed": "true", "silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
PLACE = re.compile(r"%\((\w+)\)s")


def messages() -> Iterator[tuple[str, str | tuple[str, str]]]:
    """Each text of the program with the file that holds it."""
    for path in sorted(ROOT.glob("templates/**/*")):
        if path.suffix in (".html", ".txt", ".xml"):
            with path.open("rb") as file:
                for _, name, given, _ in babel_extract(file, tuple(KEYWORDS), (), OPTIONS):
                    yield path.name, _message(name, given)
    for path in sorted((*ROOT.glob("*.py"), *ROOT.glob("pages/*.py"))):
        with path.open("rb") as file:
            for _, given, _, _ in extract("python", file, KEYWORDS):
                yield path.name, given if isinstance(given, str) else tuple(given)


def _message(name: str | None, given) -> str | tuple[str, str]:
    if name == "ngettext":
        return given[0], given[1]
    return given[0] if isinstance(given, tuple) else given


def forms(text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_text_has_its_russian() -> None:
    known = {forms(message.id) for message in catalogue() if message.id}
    missing = sorted({(file, message) for file, message in messages() if forms(message) not in known}, key=str)
    assert missing == []


def test_no_russian_text_is_left_over() -> None:
    used = {forms(message) for _, message in messages()}
    left = [message.id for message in catalogue() if message.id and forms(message.id) not in used]
    assert left == []


def test_a_text_is_said_in_one_way_and_with_all_its_parts() -> None:
    said: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for path in sorted((ROOT / "locale" / "ru").glob("*.po")):
        for message in read_po(BytesIO(path.read_bytes()), locale="ru", abort_invalid=True):
            if not message.id:
                continue
            ids, strings = forms(message.id), forms(message.string)
            said[ids].add(strings)
            assert all(strings), f"{path.name}: {ids} has no Russian"
            assert len(strings) == (3 if len(ids) == 2 else 1), ids
            assert {tuple(sorted(PLACE.findall(one))) for one in strings} <= {
                tuple(sorted(PLACE.findall(one))) for one in ids
            }, ids
            assert not message.fuzzy, ids
    assert [(ids, strings) for ids, strings in said.items() if len(strings) > 1] == []


def test_russian_numbers_have_their_three_forms() -> None:
    say = texts("ru").ngettext
    one = "The doctor found %(num)s fault."
    several = "The doctor found %(num)s faults."
    ends = [(say(one, several, number) % {"num": number}).split()[-1] for number in (1, 2, 5, 11, 21, 112)]
    assert ends == [
        "неисправность.", "неисправности.", "неисправностей.", "неисправностей.", "неисправность.", "неисправностей.",
    ]  # fmt: skip


def test_short_words_stay_with_the_next_and_dashes_with_the_one_before() -> None:
    assert texts("ru").gettext("Enter as %(name)s") == "Войти как %(name)s"
    assert texts("ru").gettext("Skip to the content") == "К\u00a0содержанию"
    assert "копия\u00a0— один" in texts("ru").gettext(
        "A backup is one file with all that the register holds, users and their tokens among it, sealed with a value "
        "over its contents. Keep it where only the register’s own people reach it."
    )


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("en-GB,en;q=0.9,ru;q=0.8", "en"),
        ("kk-KZ,kk;q=0.9,ru;q=0.8,en;q=0.7", "ru"),
        ("de,fr;q=0.5", "en"),
        ("en;q=0.1,ru;q=0.2", "ru"),
        ("ru;q=0,en", "en"),
        ("ru;q=x,en;q=0.1", "en"),
        ("ru;q=nan", "en"),
        (",,;;q=,ru" * 100, "ru"),
    ],
)
def test_the_browser_says_what_its_user_reads(header: str, language: str) -> None:
    assert asked(header) == language


def test_the_user_outranks_the_cookie_and_it_the_browser(app, client) -> None:
    def language(**headers: str) -> str:
        return re.search(r'<html lang="(\w+)"', client.editor.get("/account", headers=headers).text)[1]

    assert language() == "en"
    assert language(**{"Accept-Language": "ru"}) == "ru"
    client.editor.cookies.set("language", "en")
    assert language(**{"Accept-Language": "ru"}) == "en"
    answer = client.editor.post("/preferences", data={"language": "ru", "back": "/account?x=1"})
    assert answer.headers["location"] == "/account?x=1"
    assert app.state.place.users.password_of("editor")[0].language == "ru"
    client.editor.cookies.delete("language")
    assert language(**{"Accept-Language": "en"}) == "ru"


def test_colours_are_kept_in_the_browser(client) -> None:
    page = client.nobody.get("/sign-in").text
    assert "data-theme" not in page
    client.nobody.post("/preferences", data={"theme": "dark"})
    assert '<html lang="en" data-theme="dark">' in client.nobody.get("/sign-in").text
    client.nobody.post("/preferences", data={"theme": "auto"})
    assert "data-theme" not in client.nobody.get("/sign-in").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_sound(language) -> None:
    templates = environment(language)
    for name in templates.list_templates():
        templates.get_template(name)
