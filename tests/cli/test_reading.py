"""`read`, `names`, `explain`, `add` and `demo` on real files. What is coded from them is tested elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from servanda.cli.examples import examples

DEAL = "Татарстан и Узбекистан подпишут соглашение о поставках станков в мае 2024 года. Об этом сообщил министр."
NEWS = "Башкортостан и Казахстан открыли в Уфе совместный завод по сборке тракторов. Его строили два года."
SLOTS = ["kind", "stage", "polities", "actors", "what", "when", "where", "within", "fields", "speaker", "evidence"]
EXAMPLES = Path(__file__).parents[2] / "examples" / "stories.jsonl"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Good files and bad ones, in the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(DEAL, "utf-8")
    Path("empty.txt").write_bytes(b"")
    Path("binary.txt").write_bytes(bytes(range(256)) * 20)
    Path("english.txt").write_text("The two presidents met in Berlin on Monday and signed an agreement on trade.")
    Path("old.txt").write_bytes(NEWS.encode("windows-1251"))
    Path("long.txt").write_text((NEWS.replace("\n", " ") + " ") * 30_000, "utf-8")
    Path("b.txt").write_text(NEWS, "utf-8")
    return tmp_path


BAD = ["empty.txt", "binary.txt", "english.txt", "long.txt", "missing.txt"]


def test_bad_input_is_a_line_each_and_the_rest_is_read(run, folder):
    assert Path("long.txt").stat().st_size > 5_000_000
    given = ["a.txt", *BAD, "old.txt", "b.txt"]
    status, out, err = run("read", "--format", "jsonl", "--date", "2024-02-01", *given)
    assert status == 1
    assert [line.split(":")[0] for line in err.splitlines()] == BAD
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "old", "b"]


def test_the_contract_of_read(run, folder):
    texts = {"1": DEAL, "2": "Сегодня в Уфе ясно.", "3": NEWS}
    Path("s.jsonl").write_text(
        "\n".join(json.dumps({"id": id, "text": text, "date": "2024-02-01"}) for id, text in texts.items()), "utf-8"
    )
    for words in ([], ["--no-gate"]):
        status, out, err = run("read", "--format", "jsonl", "s.jsonl", *words)
        assert (status, err) == (0, "")
        found = [json.loads(line) for line in out.splitlines()]
        assert [list(record) for record in found] == [["id", "events", "figures"]] * 3
        assert [record["id"] for record in found] == list(texts)
        assert any(record["events"] for record in found)
        for record in found:
            for event in record["events"]:
                assert list(event) == SLOTS
                assert all(piece in texts[record["id"]] for piece in event["evidence"])


def test_a_table_for_people(run, folder):
    status, out, _ = run("read", "a.txt", "--date", "2024-02-01", "--source", "vesti.example")
    assert status == 0
    assert out.startswith("a\nvesti.example · 2024-02-01\n")
    assert DEAL.split(". ")[0] in out


def test_names(run, folder):
    record = json.loads(run("names", "a.txt", "--date", "2024-02-01", "--format", "jsonl").out)
    codes = {one["text"]: one["code"] for one in record["names"]}
    assert codes["Татарстан"] == "RU-TA"
    assert "2024-05" in codes.values()
    assert all(DEAL[one["start"] : one["end"]] == one["text"] for one in record["names"])
    assert re.search(r"^Узбекистан +polity +UZ +Узбекистан *$", run("names", "a.txt").out, re.MULTILINE)


def test_explain(run, folder):
    status, out, _ = run("explain", "a.txt", "--date", "2024-02-01")
    assert status == 0
    assert all(title in out for title in ("Story\n", "Sentences, names and times\n", "Events, and why\n"))


def test_entering_twice_changes_nothing(run, folder):
    register = ("--register", f"sqlite:///{folder}/r.db")
    first = run("add", "a.txt", "b.txt", *register)
    assert (first.status, first.out.splitlines()[0]) == (0, "stories: 2 new, 0 changed, 0 held already")
    before = run("pledges", "--all", "--format", "jsonl", *register).out
    assert run("add", "b.txt", "a.txt", *register).out == "stories: 0 new, 0 changed, 2 held already\nnothing changed\n"
    assert run("pledges", "--all", "--format", "jsonl", *register).out == before != ""
    assert run("add", "a.txt", *BAD, *register).status == 1


def test_examples_by_their_name(tmp_path, monkeypatch):
    for folder in (tmp_path, EXAMPLES.parents[1]):
        monkeypatch.chdir(folder)
        assert Path(examples("examples")).resolve() == EXAMPLES
    assert examples("reports") == "reports"


def test_demo(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("demo", "--as-of", "2026-06-01", "--register", f"sqlite:///{tmp_path}/demo.db")
    assert (done.status, done.err) == (0, "")
    pledges = [
        json.loads(line)
        for line in run(
            "pledges", "--format", "jsonl", "--as-of", "2026-06-01", "--register", f"sqlite:///{tmp_path}/demo.db"
        ).out.splitlines()
    ]
    urls = {event["url"] for pledge in pledges for event in pledge["events"]}
    count = len(EXAMPLES.read_text("utf-8").splitlines())
    assert done.out.startswith(f"stories: {count} new, 0 changed, 0 held already")
    assert len(pledges) > 5
    assert all(f"    {url}\n" in done.out for url in urls)
    assert all(pledge["id"] in done.out for pledge in pledges)


def test_demo_leaves_nothing_behind(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("servanda.cli.examples.examples", lambda: "one.txt")
    Path("one.txt").write_text(DEAL, "utf-8")
    assert run("demo").status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["one.txt"]


def test_names_tell_who_holds_what_office(run, folder):
    Path("who.txt").write_text("В Уфу прибыл министр торговли Китая Чэнь Дэмин.", "utf-8")
    record = json.loads(run("names", "who.txt", "--format", "jsonl").out)
    assert record["offices"] == [{"person": "Чэнь Дэмин", "office": "министр торговли", "where": "Китай", "code": "CN"}]
    assert re.search(r"^Чэнь Дэмин +министр торговли +Китай *$", run("names", "who.txt").out, re.MULTILINE)


def test_a_users_own_names(run, folder, monkeypatch):
    from servanda.settings import settings

    Path("own.tsv").write_text("code\tform\tnames\nRU-TA\tname\tЗаволжский край\n", "utf-8")
    Path("servanda.toml").write_text('polities = "own.tsv"\n', "utf-8")
    Path("c.txt").write_text("Заволжский край и Узбекистан готовят соглашение о поставках станков и зерна.", "utf-8")
    settings.cache_clear()
    try:
        record = json.loads(run("names", "c.txt", "--format", "jsonl").out)
    finally:
        Path("servanda.toml").unlink()
        settings.cache_clear()
    assert ("Заволжский край", "RU-TA") in [(one["text"], one["code"]) for one in record["names"]]
