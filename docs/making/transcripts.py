"""What the program prints, for the pages: on a register of the example stories, as a careful annotator coded them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from shlex import split
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

from tests.views import sample

from servanda import store
from servanda.cli import main
from servanda.cli.lists import said
from servanda.model.event import Coding, Event, Figure
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.register.life import life
from servanda.views.days import in_words
from servanda.views.export import export
from servanda.views.export.content import Content, Options, Told

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
REGISTER = HERE.parent / "tutorial.jsonl"
"""The example stories with what an annotator recorded: what `servanda import` enters in the tutorial."""
COLUMNS = "100"
KNOWN = "2026-03-01"
"""The day as of which the tutorial looks."""


@cache
def annotated() -> str:
    """`tutorial.jsonl` as it should stand."""
    coded = {line["id"]: line for line in _lines("expected.jsonl")}
    stories = [_told(line, coded[line["id"]]) for line in _lines("stories.jsonl")]
    with TemporaryDirectory() as folder:
        out = Path(folder) / "register.jsonl"
        options = Options(title="Example stories, coded by an annotator")
        export("jsonl", Content(pledges=(), stories=stories, as_of=KNOWN), out, options)
        return out.read_text("utf-8")


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXAMPLES / name).read_text("utf-8").splitlines()]


def _told(line: dict[str, Any], coded: dict[str, Any]) -> Told:
    text = line["text"]
    about = {name: line[name] for name in ("id", "date", "source", "url", "title")}
    story = Story(text=text, clean=text, body=(Span(0, len(text)),), **about)
    events = tuple(Event(**_slots(event, text)) for event in coded["events"])
    return Told(story, Coding(events, tuple(Figure(**_slots(figure, text)) for figure in coded["figures"])))


def _slots(record: dict[str, Any], text: str) -> dict[str, Any]:
    slots = {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
    evidence = record["evidence"]
    sentences = evidence if isinstance(evidence, list) else [evidence]
    spans = tuple(Span(at, at + len(one)) for one in sentences for at in (text.index(one),))
    return {**slots, "evidence": spans}


@contextmanager
def desk() -> Iterator[Path]:
    """A folder with the files that the pages speak of, and a register, as working directory."""
    before = Path.cwd(), dict(os.environ)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("report.txt", "names.tsv"):
            copy(HERE / file, folder)
        (folder / "reports").mkdir()
        copy(HERE / "report.txt", folder / "reports")
        copy(EXAMPLES / "stories.jsonl", folder / "news.jsonl")
        (folder / "docs").mkdir()
        (folder / "docs" / REGISTER.name).write_text(annotated(), "utf-8")
        os.chdir(folder)
        os.environ.pop("SERVANDA_REGISTER", None)
        os.environ |= {"COLUMNS": COLUMNS, "SERVANDA_USER": "ivanova", "SERVANDA_REGISTER": "sqlite:///servanda.db"}
        try:
            yield folder
        finally:
            os.chdir(before[0])
            os.environ.clear()
            os.environ.update(before[1])


def call(line: str) -> tuple[int, str, str]:
    """Status, standard output and errors of a command line that begins with `servanda`."""
    out, err = StringIO(), StringIO()
    with ExitStack() as stack:
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        try:
            main(split(line)[1:])
        except SystemExit as left:
            return int(left.code or 0), out.getvalue(), err.getvalue()
    raise AssertionError("main always leaves")


@cache
def _on_examples(lines: tuple[str, ...]) -> tuple[str, ...]:
    """What command lines print, one after another, on a fresh register of the examples."""
    entering = f"servanda import docs/{REGISTER.name}"
    with desk():
        if entering not in lines:
            call(entering)
        return tuple(_succeeded(line) for line in lines)


def _succeeded(line: str) -> str:
    status, out, err = call(line)
    if status:
        raise RuntimeError(f"{line}: {err}")
    return out


def printed(words: str) -> str:
    """Command lines, parted by ` && `, and what they print; `/ 12` at the end keeps the first 12 lines of the last."""
    together, _, most = words.partition(" / ")
    lines = tuple(together.split(" && "))
    shown: list[str] = []
    for line, out in zip(lines, _on_examples(lines), strict=True):
        shown += [f"$ {line}", *(one.rstrip() for one in out.rstrip().splitlines())]
    last = len(shown) - shown[::-1].index(f"$ {lines[-1]}")
    if most and len(shown) - last > int(most):
        shown = [*shown[: last + int(most)], "…"]
    return "\n".join(["```console", *shown, "```"])


def usage(verb: str) -> str:
    """The help of a verb."""
    with desk():
        os.environ["COLUMNS"] = "80"
        _, out, _ = call(f"servanda {verb} --help")
    return "\n".join(["```text", *(line.rstrip() for line in out.strip().splitlines()), "```"])


def shown(name: str) -> str:
    """A file of this folder."""
    return f"```text\n{(HERE / name).read_text('utf-8').rstrip()}\n```"


def own_names(_: str) -> str:
    """What `servanda names` finds with and without names.tsv, told apart: the lines that only the first gives."""
    text = "Стольноградцы ждут гостей из Ташкента: на стольном граде на Белой и в Новом Куте откроют выставку."
    with desk() as folder:
        (folder / "text.txt").write_text(text, "utf-8")
        (folder / "servanda.toml").write_text('polities = "names.tsv"\n', "utf-8")
        program = [sys.executable, "-c", "from servanda.cli import main; main()", "names", "text.txt"]
        done = subprocess.run(program, capture_output=True, check=True, text=True, encoding="utf-8")
    body = (line.rstrip() for line in done.stdout.rstrip().splitlines()[1:])
    return "\n".join(["```console", f"$ echo '{text}' > text.txt", "$ servanda names text.txt", *body, "```"])


def life_of_a_flight(days: str) -> str:
    """The status of a made-up flight on given days."""
    held = store.open("sqlite://")
    for told in sample.stories():
        held.enter(told.story, told.coding)
    found = next(one for one in held.pledges(date(2026, 1, 1)) if one.kind == "connection")
    rows = ["| as of | status | due | moved |", "| --- | --- | --- | --- |"]
    for day in days.split():
        status = life(found.steps, date.fromisoformat(day))
        due = in_words(status.due, "en") if status.due else ""
        moved = ", ".join(f"{slip.days} days later" for slip in status.slips)
        rows.append(f"| {day} | {said(status)} | {due} | {moved} |")
    return "\n".join(rows)


MAKERS = {
    "printed": printed, "usage": usage, "file": shown, "own-names": own_names, "life": life_of_a_flight,
}  # fmt: skip
