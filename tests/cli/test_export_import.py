"""`servanda export` and `servanda import` on the command line."""

import csv
import json

import pytest
from tests.views import sample
from typer.testing import CliRunner

import servanda.store
from servanda.cli import app, export
from servanda.cli.filters import day, where
from servanda.errors import NotFound, UsageError
from servanda.register.where import Where
from servanda.views.export import FORMATS


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def address(tmp_path):
    url = f"sqlite:///{tmp_path}/register.db"
    held = servanda.store.open(url)
    for told in sample.stories():
        held.enter(told.story, told.coding)
    return url


def test_the_formats_are_those_of_the_program():
    assert [one.value for one in export.Format] == list(FORMATS)


def test_export(tmp_path, address):
    done = run(
        "export",
        "csv",
        "--out",
        tmp_path / "p.csv",
        "--table",
        "pledges",
        "--as-of",
        "2025-02-01",
        "--register",
        address,
    )
    assert (done.exit_code, done.stderr) == (0, f"{tmp_path}/p.csv: 3 written\n")
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as file:
        statuses = {row["what"]: row["status"] for row in csv.DictReader(file)}
    assert statuses["прямой рейс Уфа — Ташкент"] == "kept"


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "ftm"])
def test_every_format(tmp_path, address, format):
    done = run("export", format, "--out", tmp_path / "x", "--register", address)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "x").exists()


def test_a_filter(tmp_path, address):
    words = ["--where", "polity=UZ-TK kind=connection", "--where", "since=2023-01-01"]
    done = run("export", "jsonl", "--out", tmp_path / "x.jsonl", *words, "--register", address)
    assert done.exit_code == 0
    records = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    assert records[0]["where"] == "polity=UZ-TK kind=connection since=2023-01-01"
    assert [record["kind"] for record in records if record["record"] == "pledge"] == ["connection"]


@pytest.mark.parametrize("format", ["ics", "atom", "csv"])
def test_what_a_saved_search_finds(tmp_path, address, format):
    run("searches", "перелёты", "--where", "kind=connection", "--register", address)
    done = run("export", format, "--out", tmp_path / "x", "--search", "перелёты", "--register", address)
    assert (done.exit_code, done.output) == (0, f"{tmp_path}/x: {1 if format == 'ics' else 3} written\n")
    text = (tmp_path / "x").read_text("utf-8")
    assert "прямой рейс" in text
    assert "завод" not in text
    assert format == "csv" or "перелёты" in text
    other = ("export", "ics", "--out", tmp_path / "y", "--register", address, "--search")
    assert isinstance(run(*other, "нет").exception, NotFound)
    assert isinstance(run(*other, "перелёты", "--where", "kind=aid").exception, UsageError)


def test_as_of_hides_what_was_not_known_yet(tmp_path, address):
    run("export", "jsonl", "--out", tmp_path / "x.jsonl", "--as-of", "2023-06-01", "--register", address)
    records = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    assert [record["status"] for record in records if record["record"] == "pledge"] == ["promised"]


def test_import(tmp_path, address):
    run("export", "jsonl", "--out", tmp_path / "x.jsonl", "--register", address)
    other = f"sqlite:///{tmp_path}/other.db"
    done = run("import", tmp_path / "x.jsonl", "--register", other)
    assert (done.exit_code, done.stdout) == (
        0, "stories: 4 new, 0 held already, 0 failed\ndecisions: 0 new, 0 held already, 0 failed\n",
    )  # fmt: skip
    assert "4 held already" in run("import", tmp_path / "x.jsonl", "--register", other).stdout


def test_import_of_a_broken_line(tmp_path, address):
    run("export", "jsonl", "--out", tmp_path / "x.jsonl", "--register", address)
    text = (tmp_path / "x.jsonl").read_text("utf-8").splitlines()
    (tmp_path / "x.jsonl").write_text("\n".join([text[0], text[1][:-9], *text[2:]]), "utf-8")
    done = run("import", tmp_path / "x.jsonl", "--register", f"sqlite:///{tmp_path}/other.db")
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{tmp_path}/x.jsonl:2: no story of an export")
    assert "stories: 3 new, 0 held already, 1 failed" in done.stdout


def test_filters():
    assert where([]) == Where(promised=None)
    assert where(
        ["polity=RU-BA,KZ status=overdue,stalled text='прямой рейс'", "announced=yes field=transport"]
    ) == Where(
        polities=("RU-BA", "KZ"), statuses=("overdue", "stalled"), text="прямой рейс", promised=True, field="transport"
    )


@pytest.mark.parametrize(
    "word", ["status=late", "polity", "polity=", "colour=red", "since=вчера", "text='x", "kind=war"]
)
def test_filters_that_have_no_sense(word):
    with pytest.raises(UsageError):
        where([word])


def test_a_polity_by_its_name():
    assert where(["polity=Башкортостан,kz"]).polities == ("RU-BA", "KZ")
    with pytest.raises(UsageError):
        where(["polity=Атлантида"])


def test_a_look_makes_no_register(tmp_path):
    done = run("export", "csv", "--out", tmp_path / "x", "--register", f"sqlite:///{tmp_path}/none.db")
    assert isinstance(done.exception, NotFound)
    assert not list(tmp_path.iterdir())


def test_a_day_that_is_none():
    with pytest.raises(UsageError, match="is no day"):
        day("31.12.2024")


def test_wrong_use(tmp_path, address):
    done = run("export", "xlsx", "--bom", "--out", tmp_path / "x", "--register", address)
    assert isinstance(done.exception, UsageError)
    done = run("export", "doc", "--out", tmp_path / "x", "--register", address)
    assert done.exit_code == 2
