"""Sources through the verbs, against an agency on a server of the tests' own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from tests.sources.conftest import server  # noqa: F401 (a fixture)

import servanda.store
from servanda.settings import settings

SENTENCE = "Губернатор Орловской области обсудил с послом Вьетнама поставки станков, сообщает редакция, новость"
TERMS = "При использовании материалов активная ссылка на «Степь» обязательна."
NUMBERS = range(6)


def article(number: int) -> str:
    return (
        f"<html><head><title>Новость {number}</title></head><body><article><h1>Новость {number}</h1>"
        f'<time itemprop="datePublished" datetime="2024-05-05">5 мая</time><p>{SENTENCE} {number}.</p>'
        "</article></body></html>"
    )


def rss(numbers) -> str:
    rows = "".join(f"<item><title>Новость {n}</title><link>/news/{n}.html</link></item>" for n in numbers)
    return f"<rss version='2.0'><channel><title>Степь</title>{rows}</channel></rss>"


@pytest.fixture
def agency(server, monkeypatch, tmp_path):  # noqa: F811
    """Two feeds that share articles, a page that names one of them, some broken pages."""
    server.add("/robots.txt", "User-agent: *\nDisallow: /closed/\n")
    server.add("/", f'<link rel="alternate" type="application/rss+xml" href="/rss/main"><p>Степь</p><p>{TERMS}</p>')
    server.add("/rss/main", rss([*NUMBERS, 90]), ETag='"main"')
    server.add("/rss/more", rss([4, 5, 6]), ETag='"more"')
    for number in (*NUMBERS, 6):
        server.add(f"/news/{number}.html", article(number))
    server.add("/news/90.html", "", status="302 Found", Location="/closed/90.html")
    monkeypatch.setenv("SERVANDA_ALLOW", server.host)
    monkeypatch.setenv("SERVANDA_REGISTER", f"sqlite:///{tmp_path}/register.db")
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    yield server
    settings.cache_clear()


@pytest.fixture
def verb(run, agency, monkeypatch):
    """`run`, whose register and settings are the agency's."""
    register, allow = os.environ["SERVANDA_REGISTER"], os.environ["SERVANDA_ALLOW"]

    def call(*words):
        monkeypatch.setenv("SERVANDA_REGISTER", register)
        monkeypatch.setenv("SERVANDA_ALLOW", allow)
        return run(*words)

    return call


def stories() -> list[str]:
    from sqlalchemy import select

    from servanda.store import schema

    ledger = servanda.store.open(os.environ["SERVANDA_REGISTER"]).ledger
    with ledger.reading():
        return sorted(ledger.connection.execute(select(schema.stories.c.id)).scalars())


def unchanged(server) -> None:  # noqa: F811
    for name in ("main", "more"):
        server.answers[f"/rss/{name}"] = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"


def test_everything_arrives_once_and_is_not_asked_for_again(verb, agency):
    status, out, err = verb("sources", "add", agency.url("/"), agency.url("/rss/more"))
    assert (status, err) == (0, "")
    assert f"{agency.host}: a feed “Степь”" in out
    assert "it shows 7 stories now" in out
    assert "Новость 0" in out
    assert not any("/news/" in path for path in agency.asked)

    status, out, err = verb("fetch")
    assert status == 1
    assert [line.split("; ")[0] for line in err.splitlines()] == [
        f"{agency.url('/closed/90.html')}: robots.txt does not allow it"
    ]
    assert "sources asked: 2; stories: new 7" in out
    assert stories() == [agency.url(f"/news/{number}.html") for number in (*NUMBERS, 6)]
    pages = [path for path in agency.asked if path.startswith(("/news", "/closed"))]
    assert len(pages) == len(set(pages)) == 8
    assert "/closed/90.html" not in pages

    unchanged(agency)
    before = len(agency.asked)
    assert verb("fetch").out == "no source is due\n"
    assert len(agency.asked) == before
    status, out, err = verb("fetch", agency.host, f"{agency.host}/rss/more")
    assert (status, err) == (0, "")
    assert sorted(agency.asked[before:]) == ["/robots.txt", "/rss/main", "/rss/more"]
    tags = {headers.get("If-None-Match") for headers in agency.headers[before:]}
    assert tags == {None, '"main"', '"more"'}
    assert len(stories()) == 7


def test_a_new_story_comes_alone(verb, agency):
    verb("sources", "add", agency.url("/rss/more"))
    verb("fetch")
    agency.add("/rss/more", rss([6, 7]), ETag='"later"')
    agency.add("/news/7.html", article(7))
    before = len(agency.asked)
    assert "stories: new 1," in verb("fetch", agency.host).out
    assert [path for path in agency.asked[before:] if "news" in path] == ["/news/7.html"]


def test_another_language_is_no_failure(verb, agency):
    agency.add("/rss/more", rss([4, 5]))
    agency.add("/news/5.html", "<p>The governor opened an exhibition of paintings in the city on Monday morning.</p>")
    verb("sources", "add", agency.url("/rss/more"))
    status, out, err = verb("fetch")
    assert (status, err) == (0, "")
    assert "stories: new 1, changed 0, kept unread 1" in out
    assert f"{agency.host}: 1 new or changed, 1 in English kept, not read; next" in out
    assert "1 new or changed, 1 in English kept, not read" in verb("sources", "history", agency.host).out
    assert "[in English, not read]" in verb("search", "exhibition").out
    rows = map(json.loads, verb("search", "exhibition", "--format", "jsonl").out.splitlines())
    kept = {row["id"]: row["language"] for row in rows}
    assert kept == {agency.url("/news/5.html"): "en"}
    agency.add("/rss/more", rss([4, 5]), ETag='"later"')
    asked = agency.asked.count("/news/5.html")
    assert "1 in English" not in verb("fetch", agency.host).out
    assert agency.asked.count("/news/5.html") == asked


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        (
            "Башҡортостан Республикаһы Башлығы көньяҡ күршеләр менән һөйләшеүҙәр үткәрҙе, килешеүгә ҡул ҡуйылды.",
            "Bashkir",
            "ba",
        ),
        (
            "Татарстан Рәисе күрше төбәк җитәкчесе белән очрашты, алар хезмәттәшлек турында килешү төзеде.",
            "Tatar",
            "tt",
        ),
        (
            "Қазақстан өңірлері мен көрші облыстың әкімдері кездесіп, ынтымақтастық туралы келісімге қол қойды.",
            "Kazakh",
            "kk",
        ),
        (
            "The governor of the region signed an agreement with the ambassador on trade and on direct flights.",
            "English",
            "en",
        ),
    ],
    ids=["ba", "tt", "kk", "en"],
)  # fmt: skip
def test_other_languages_are_kept_and_never_coded(verb, agency, text, language, code):
    agency.add("/rss/more", rss([4, 5]))
    agency.add("/news/5.html", f"<article><h1>{text[:30]}</h1><p>{text}</p></article>")
    verb("sources", "add", agency.url("/rss/more"))
    assert f"1 in {language} kept, not read" in verb("fetch").out
    from sqlalchemy import select

    from servanda.store import schema

    ledger = servanda.store.open(os.environ["SERVANDA_REGISTER"]).ledger
    with ledger.reading():
        table = schema.stories
        row = ledger.connection.execute(select(table).where(table.c.language != "ru")).one()
        coded = set(ledger.connection.execute(select(schema.events.c.story)).scalars())
    assert (row.id, row.language) == (agency.url("/news/5.html"), code)
    assert text in row.text
    assert row.id not in coded


def test_pages_that_are_gone_are_not_asked_for_again(verb, agency, monkeypatch):
    agency.add("/rss/more", rss([4, 60, 61]))
    agency.add("/news/60.html", "", status="410 Gone")
    verb("sources", "add", agency.url("/rss/more"))
    status, _, err = verb("fetch")
    assert (status, [line.split("; ")[0] for line in err.splitlines()]) == (
        1, [f"{agency.url('/news/60.html')}: answer 410", f"{agency.url('/news/61.html')}: answer 404"],
    )  # fmt: skip
    assert verb("fetch", agency.host).status == 0
    assert [agency.asked.count(f"/news/{number}.html") for number in (60, 61)] == [1, 1]
    import servanda.intake

    later = servanda.intake.now() + timedelta(hours=2)
    monkeypatch.setitem(servanda.intake.take_in.__kwdefaults__, "clock", lambda: later)
    agency.add("/news/61.html", article(61))
    assert "stories: new 1," in verb("fetch", agency.host).out
    assert [agency.asked.count(f"/news/{number}.html") for number in (60, 61)] == [1, 2]


def test_a_source_that_fails_is_one_line_and_is_remembered(verb, agency):
    verb("sources", "add", agency.url("/rss/more"))
    agency.add("/rss/more", "", status="500 Broken")
    status, _, err = verb("fetch")
    assert (status, err.count("\n")) == (1, 1)
    assert f"{agency.host}: answer 500; it is asked again" in err
    assert "answer 500" in verb("sources").out
    assert "answer 500" in verb("sources", "history", agency.host).out
    (record,) = map(json.loads, verb("sources", "list", "--format", "jsonl").out.splitlines())
    assert (record["failures"], record["last_success"], record["paused"]) == (1, None, False)


def test_pause_resume_and_remove(verb, agency):
    verb("sources", "add", agency.url("/rss/more"))
    assert verb("sources", "pause", agency.host).status == 0
    assert verb("fetch").out.startswith("no source")
    status, _, err = verb("fetch", agency.host)
    assert (status, "it is paused" in err) == (1, True)
    verb("sources", "resume", agency.host)
    assert "stories: new 3," in verb("fetch").out
    assert verb("sources", "remove", agency.host).out == f"{agency.host}: removed\n"
    assert len(stories()) == 3
    status, _, err = verb("sources", "history", agency.host)
    assert (status, err.count("\n")) == (1, 1)
    assert "no source" in err


def test_lists_in_and_out_with_a_result_for_each(verb, agency, tmp_path):
    listed = "".join(
        f'<outline type="rss" text="x" xmlUrl="{address}"/>'
        for address in (agency.url("/rss/main"), agency.url("/nothing"), "file:///etc/passwd", agency.url("/rss/more"))
    )
    path = tmp_path / "feeds.opml"
    path.write_text(f"<opml version='2.0'><body>{listed}</body></opml>")
    status, out, err = verb("sources", "import", path)
    assert status == 1
    assert [line.split(": ")[0] for line in out.splitlines() if not line.startswith(" ")] == [
        agency.host, f"{agency.host}/rss/more",
    ]  # fmt: skip
    assert sorted(line.split(": ")[0] for line in err.splitlines()) == ["file:///etc/passwd", agency.url("/nothing")]
    written = verb("sources", "export").out
    assert all(agency.url(f"/rss/{name}") in written for name in ("main", "more"))
    assert "kept already" in verb("sources", "add", agency.url("/rss/main")).err


def test_terms_are_learnt_from_a_page_and_corrected_by_people(verb, agency):
    verb("sources", "add", agency.url("/"))
    out = verb("sources", "terms", "127.0.0.1").out
    assert "127.0.0.1: link yes" in out
    assert TERMS in out
    assert f"as stated at {agency.url('/')}" in out
    out = verb("sources", "terms", "127.0.0.1", "link=no", "--user", "ivanova").out
    assert "link no" in out
    assert "corrected by ivanova" in out
    assert "reference yes" in out
    assert "link yes" in verb("sources", "terms", "127.0.0.1", "reset").out
    assert verb("sources", "terms", "127.0.0.1", "link=perhaps").status == 2


@pytest.mark.parametrize("words", [["add"], ["pause"], ["history"], ["list", "x"], ["import"], ["burn"]], ids=" ".join)
def test_wrong_use_is_one_line(verb, words):
    verb("sources", "import", "nothing.opml")
    status, _, err = verb("sources", *words)
    assert (status, err.count("\n")) == (2, 1)


def test_watching_ends_after_its_rounds(verb, agency):
    verb("sources", "add", agency.url("/rss/more"))
    status, out, err = verb("watch", "--rounds", 1)
    assert (status, err) == (0, "")
    assert f"{agency.host}: 3 new or changed" in out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watching_ends_cleanly_on_a_signal(verb, agency, number):
    verb("sources", "add", agency.url("/rss/more"))
    words = [sys.executable, "-c", "from servanda.cli import main; main(['watch'])"]
    watching = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        end = time.monotonic() + 60
        while len(stories()) < 3 and time.monotonic() < end:
            time.sleep(0.3)
        watching.send_signal(number)
        _, err = watching.communicate(timeout=30)
    finally:
        watching.kill()
    assert (watching.returncode, err) == (0, "")
    assert len(stories()) == 3
