"""What went wrong is told in the reader's language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import servanda.sources as sources
from servanda.views.web.faults import FAULTS, PLACE, fault

KINDS = {"SourceError", "Refused", "ConnectError"}
FILES = sorted(Path(sources.__file__).parent.glob("*.py"))


def told() -> list[tuple[str, str]]:
    """Each text with which a source may fail, with an X where a value stands."""
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in KINDS and (text := _text(node.args[0])):
                    found.append((path.name, text))
    return found


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "X" for one in node.values)
    return None


def test_sources_are_looked_through() -> None:
    assert len(told()) > 15


@pytest.mark.parametrize(("file", "text"), told())
def test_whatever_a_source_says_is_told_in_russian(file: str, text: str) -> None:
    assert 'lang="en"' not in fault(text, "ru")
    assert fault(text, "en") == text


@pytest.mark.parametrize("message", FAULTS)
def test_each_is_found_again_with_what_stands_in_it(message: str) -> None:
    filled = message % {name: f"<{name}>" for name in PLACE.findall(re.escape(message))}
    said = fault(filled, "ru")
    assert 'lang="en"' not in said
    assert "<" not in said


def test_the_address_before_it_stays_and_what_is_in_it_is_told_too() -> None:
    assert fault("https://a.example/: no robots.txt: answer 503", "ru").replace("\u00a0", " ") == (
        "https://a.example/: не удалось прочесть robots.txt: сайт ответил кодом 503"
    )
    assert fault("no connection ([Errno 111] Connection refused)", "ru").replace("\u00a0", " ") == (
        "нет соединения (в соединении отказано, ошибка 111)"
    )


def test_what_nobody_knows_stays_english_and_is_marked_as_such() -> None:
    assert fault("something <odd>: happened", "ru") == '<span lang="en">something &lt;odd&gt;: happened</span>'
    assert fault("something <odd>", "en") == "something &lt;odd&gt;"
