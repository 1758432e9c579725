import json
import tracemalloc

from servanda.errors import InputError
from servanda.sources.files import items

TEXT = "Посол приехал в Орёл и подписал план."


def write(tmp_path, *rows: str | bytes) -> str:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(row.encode() if isinstance(row, str) else row for row in rows))
    return str(path)


def test_all_fields_are_taken_over(tmp_path):
    row = {
        "id": 7,
        "text": TEXT,
        "date": "2024-05-05",
        "source": "s",
        "url": "https://s.example/7",
        "title": "План",
        "x": [1],
    }
    [item] = items([write(tmp_path, json.dumps(row))])
    assert (item.id, item.content, item.date, item.source, item.url, item.title) == (
        "7",
        TEXT,
        "2024-05-05",
        "s",
        "https://s.example/7",
        "План",
    )


def test_other_names_of_fields(tmp_path):
    path = write(tmp_path, json.dumps({"key": "k", "body": TEXT}))
    [item] = items([path], columns={"id": "key", "text": "body"})
    assert (item.id, item.content) == ("k", TEXT)


def test_a_page_in_a_line(tmp_path):
    [item] = items([write(tmp_path, json.dumps({"html": f"<p>{TEXT}</p>"}))])
    assert (item.kind, item.content) == ("html", f"<p>{TEXT}</p>")


def test_broken_lines_are_named_and_the_others_read(tmp_path):
    path = write(
        tmp_path,
        json.dumps({"id": "1", "text": TEXT}),
        '{"id": "2", "text": ',
        "",
        "[1, 2]",
        '{"id": "5"}',
        '{"id": "6", "text": null}',
        "[" * 100_000,
        "1" * 10_000,
        json.dumps({"id": "9", "text": TEXT}),
        json.dumps({"text": TEXT}, ensure_ascii=False).encode("cp1251"),
        '{"id": "11", "text": "\\ud800 half"}',
    )
    found = list(items([path]))
    assert [item.id if not isinstance(item, InputError) else str(item).removeprefix(path)[:32] for item in found] == [
        "1",
        ":2: broken JSON at character 22 ",
        ":4: not a JSON object; a line is",
        ":5: no text in the field “text”;",
        ":6: no text in the field “text”;",
        ":7: JSON that cannot be read (Re",
        ":8: JSON that cannot be read (Va",
        "9",
        "a:10",
        "11",
    ]


def test_a_line_over_the_limit_is_passed_over_without_being_held(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(40):
            file.write(b"a" * (1 << 20))
        file.write(b'"}\n' + json.dumps({"id": "2", "text": TEXT}).encode())
    bad, good = items([str(path)])
    assert str(bad).startswith(f"{path}:1: a line over 32 MB")
    assert good.id == "2"


def test_memory_does_not_grow_with_the_file(tmp_path):
    line = json.dumps({"text": TEXT * 10}).encode() + b"\n"
    path = tmp_path / "a.jsonl"
    path.write_bytes(line * 20_000)
    tracemalloc.start()
    count = sum(1 for _ in items([str(path)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < path.stat().st_size / 2
