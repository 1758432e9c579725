import gzip
import io
import json
import sys

import pytest

from servanda.errors import EmptyInput, InputError, NotText, TooLarge
from servanda.model.story import RawItem
from servanda.sources.files import items

TEXT = "Посол приехал в Орёл и подписал план."


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def stdin(monkeypatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))


def test_a_file_is_known_by_its_name_and_gets_what_it_lacks(here):
    (here / "visit.txt").write_text(TEXT)
    [item] = items(["visit.txt"], date="2024-05-05", source="steppe.example")
    assert item == RawItem("visit.txt", TEXT.encode(), "text", "visit", "2024-05-05", "steppe.example")


def test_what_an_item_says_of_itself_outranks_the_call(here):
    (here / "a.jsonl").write_text(json.dumps({"text": TEXT, "date": "2023-01-01"}))
    [item] = items(["a.jsonl"], date="2024-05-05", source="steppe.example")
    assert (item.date, item.source) == ("2023-01-01", "steppe.example")


def test_order_is_that_of_the_call_and_names_in_a_folder(here):
    for name in ("c.txt", "news/b.txt", "news/a/z.md", "news/.hidden/x.txt", "news/picture.png", "news/.x.txt"):
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    assert [item.id for item in items(["news", "c.txt"])] == ["a/z", "b", "c"]


def test_two_files_of_one_name_are_told_apart(here):
    for folder in ("a", "b"):
        (here / folder).mkdir()
        (here / folder / "visit.txt").write_text(TEXT)
    assert [item.id for item in items(["a/visit.txt", "b/visit.txt"])] == ["visit", "b/visit.txt"]


def test_gzip_is_unpacked_by_the_way(here):
    (here / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (here / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps({"id": "1", "text": TEXT}).encode()))
    assert [(item.id, item.content) for item in items(["a.txt.gz", "b.jsonl.gz"])] == [
        ("a", TEXT.encode()),
        ("1", TEXT),
    ]


@pytest.mark.parametrize("name", ["visit", "visit.dat", "README.rst"])
def test_a_file_of_no_known_ending_is_judged_by_its_content(here, name):
    (here / name).write_text(f"<!DOCTYPE html><html><p>{TEXT}</p></html>")
    [item] = items([name])
    assert item.kind == "html"


@pytest.mark.parametrize(
    ("content", "ids", "kind"),
    [
        (TEXT.encode(), ["stdin"], "text"),
        (f"<html><p>{TEXT}</p></html>".encode(), ["stdin"], "html"),
        (b'{"id": "1", "text": "a"}\n{"text": "b"}\n', ["1", "stdin:2"], "text"),
    ],
)
def test_standard_input(monkeypatch, content, ids, kind):
    stdin(monkeypatch, content)
    found = list(items(["-"]))
    assert ([item.id for item in found], found[0].kind) == (ids, kind)


@pytest.mark.parametrize(
    ("path", "content", "error", "line"),
    [
        ("none.txt", None, InputError, "none.txt: no such file or folder; check the path"),
        ("empty.txt", b"", EmptyInput, "empty.txt: empty file; nothing was read from it"),
        ("empty.jsonl", b"\n", EmptyInput, "empty.jsonl: empty file; nothing was read from it"),
        ("a.txt.gz", b"\x1f\x8b\x08broken", NotText, "a.txt.gz: a damaged archive"),
        ("b.txt.gz", gzip.compress(TEXT.encode() * 50)[:-20], NotText, "b.txt.gz: a damaged archive"),
        ("c.txt.gz", TEXT.encode(), InputError, "c.txt.gz: cannot be read: Not a gzipped file"),
        ("x\0y", None, InputError, "x?y: no such file or folder"),
        ("n" * 5000, None, InputError, "n" * 5000 + ": cannot be read: File name too long"),
    ],
)
def test_each_bad_input_has_one_line_and_the_others_are_read(here, path, content, error, line):
    (here / "good.txt").write_text(TEXT)
    if content is not None:
        (here / path).write_bytes(content)
    bad, good = items([path, "good.txt"])
    assert isinstance(bad, error)
    assert str(bad).startswith(line)
    assert "\n" not in str(bad)
    assert good.id == "good"


def test_a_folder_with_nothing_to_read(here):
    (here / "pictures").mkdir()
    (here / "pictures" / "a.png").write_bytes(b"\x89PNG")
    [error] = items(["pictures"])
    assert str(error).startswith("pictures: nothing to read in this folder; readable are .txt, .md")


def test_a_file_that_may_not_be_read(here, monkeypatch):
    path = here / "locked.txt"
    path.write_text(TEXT)
    monkeypatch.setattr("pathlib.Path.open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    [error] = items(["locked.txt"])
    assert str(error) == "locked.txt: cannot be read: Permission denied; check the file and its permissions"


def test_a_file_far_over_the_limit_is_not_read_to_its_end(here):
    with (here / "huge.txt").open("wb") as file:
        file.truncate(1 << 33)
    [error] = items(["huge.txt"])
    assert isinstance(error, TooLarge)


def test_a_gzip_bomb_is_cut(here):
    with gzip.open(here / "bomb.txt.gz", "wb") as file:
        for _ in range(64):
            file.write(b"a" * (1 << 20))
    [error] = items(["bomb.txt.gz"])
    assert isinstance(error, TooLarge)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1:8000/x", "leads to a private address; name the host in `allow` if it is yours"),
        ("ftp://example.ru/x", "scheme “ftp” is not read; only http and https are"),
        ("file:///etc/passwd", "scheme “file” is not read; only http and https are"),
    ],
)
def test_an_address_that_is_refused(here, address, why):
    (here / "good.txt").write_text(TEXT)
    bad, good = items([address, "good.txt"])
    assert str(bad) == f"{address}: {why}"
    assert good.id == "good"
