"""Dossiers, backgrounds, figures, gatherings and searches on the terminal."""

from __future__ import annotations

import json

from tests.views.sample import FLIGHT, STORIES, TRADE


def test_dossier(held, tmp_path):
    done = held("dossier", "RU-BA", "Узбекистан", "--as-of", "2025-02-01")
    assert done.status == 0
    assert done.out.startswith("# Досье: Башкортостан — Узбекистан\n")
    assert f"](<{STORIES['s1'][1]}>)" in done.out
    for name in ("d.docx", "d.html", "d.md"):
        done = held("dossier", "RU-BA", "UZ", "--out", tmp_path / name, "--language", "en")
        assert (done.status, done.out, done.err) == (0, "", f"{tmp_path / name}\n")
        assert (tmp_path / name).stat().st_size > 1000


def test_background(held):
    done = held("background", "s3")
    assert done.out.startswith("Запуск рейса из Уфы в Ташкент перенесён на март 2024 года")
    assert f"]({STORIES['s2'][1]})" in done.out
    assert held("background", "s1").out == "nothing earlier of these parties and this subject\n"
    assert held("background", "s9") == (1, "", "no story s9\n")


def test_figures(held):
    done = held("figures", "RU-BA", "Узбекистан")
    assert "trade turnover: RU-BA, UZ" in done.out
    assert "340,000,000 USD, +15%" in done.out
    assert f"«{TRADE}»" in done.out
    assert f"\n      {STORIES['s1'][1]}\n" in done.out
    record = json.loads(held("figures", "--format", "jsonl").out)
    assert (record["value"], record["evidence"], record["story"]) == (340000000, [TRADE], "s1")
    assert held("figures", "--measure", "tourists").out == "no such figures\n"


def test_gatherings(held):
    done = held("gatherings", "Башкортостан")
    assert done.out.startswith("форум «Соседи»\n")
    record = json.loads(held("gatherings", "KZ", "--format", "jsonl").out)
    assert (record["series"], record["kind"], record["held"]) == ("форум «Соседи»", "gathering", None)
    assert held("gatherings", "Китай").out == "no such gathering\n"


def test_search_finds_any_form(held):
    done = held("search", "самолёта", "Ташкенту")
    assert done.out.splitlines() == [
        "s3  Авиакурьер. “Самолёт из Уфы — впервые в Ташкенте”, 29 March 2024",
        f"  {STORIES['s3'][1]}",
    ]
    assert held("search", "ледокол").out == "no such story\n"
    found = [json.loads(line) for line in held("search", "рейс", "--format", "jsonl").out.splitlines()]
    assert FLIGHT in found[-1]["text"]


def test_saved_searches(held, address):
    assert held("searches").out == "no saved searches\n"
    assert held("searches", "flights", "--where", "kind=connection").status == 0
    assert held("searches").out.splitlines()[1].split() == ["flights", "1", "0"]
    assert held("searches", "flights").out.startswith("flights: 1 pledges, 0 with news since the last look\n")
    assert held("searches", "flights", "--forget").status == 0
    assert held("searches").out == "no saved searches\n"
    assert held("searches", "flights") == (1, "", "no saved search flights\n")


def test_background_of_a_new_story(held, tmp_path):
    new = tmp_path / "new.txt"
    new.write_text("Власти Башкортостана и Узбекистана обсудили прямой рейс Уфа — Ташкент.", "utf-8")
    before = held("pledges", "--all", "--format", "jsonl").out
    done = held("background", new, "--date", "2024-06-01")
    assert done.status == 0
    assert f"]({STORIES['s3'][1]})" in done.out
    assert held("pledges", "--all", "--format", "jsonl").out == before
    assert held("background", new, "--date", "2020-01-01").out == "nothing earlier of these parties and this subject\n"
