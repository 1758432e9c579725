"""The pages say what is so: generated parts are up to date, examples run, links lead somewhere, verbs exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from docs import generate
from docs.making import transcripts

import servanda.settings
from servanda.cli.verbs import VERBS
from servanda.errors import KnowledgeError
from servanda.knowledge.polity_rows import own

ROOT = generate.FOLDER.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(generate.FOLDER.rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s<>]+)\)")
COMMAND = re.compile(r"^ {4}(servanda [a-z].*)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
ONLINE = ("servanda sources add", "servanda watch", "servanda serve", "servanda demo --serve", "servanda fetch")
"""Examples of the tutorial that ask the web, or go on for ever, begin so."""


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: str) -> str:
    return (generate.FOLDER / page).read_text("utf-8")


@pytest.mark.parametrize("page", generate.pages(), ids=name)
def test_a_page_is_up_to_date(page: Path) -> None:
    assert generate.page_as_made(page, coded=False) == page.read_text("utf-8"), "./run docs"


@pytest.mark.parametrize("page", generate.pages(), ids=name)
def test_what_hangs_on_the_coder_can_be_made(page: Path) -> None:
    made, as_it_stands = generate.page_as_made(page), page.read_text("utf-8")
    assert "-->\n<!-- end -->" not in as_it_stands
    frames = [generate.PART.sub(lambda part: part[0].partition("\n")[0], text) for text in (made, as_it_stands)]
    assert frames[0] == frames[1]
    assert all("connection" in part[0] for part in generate.PART.finditer(made) if part[1])


def test_the_register_of_the_tutorial_is_that_of_the_examples() -> None:
    assert transcripts.REGISTER.read_text("utf-8") == transcripts.annotated(), "./run docs"


@pytest.mark.parametrize("page", ["cli.md", "tutorial.md"])
def test_examples_run(page: str) -> None:
    lines = [line for line in COMMAND.findall(text_of(page)) if not line.startswith(ONLINE)]
    assert len(lines) > 5
    with transcripts.desk():
        assert transcripts.call(f"servanda import docs/{transcripts.REGISTER.name}")[0] == 0
        for line in lines:
            status, _, told = transcripts.call(line)
            assert status == 0, (line, told)


def test_python_of_the_tutorial_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", text_of("tutorial.md"), re.DOTALL)
    with transcripts.desk():
        transcripts.call(f"servanda import docs/{transcripts.REGISTER.name} --register sqlite:///tutorial.db")
        call = [sys.executable, "-c", "\n".join(blocks)]
        done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "прямые авиарейсы из Уфы в Нур-Султан 2022 " in done.stdout
    assert "agreement intended" in done.stdout


def test_every_verb_has_its_section() -> None:
    page = text_of("cli.md")
    assert re.findall(r"^### (.+)$", page, re.MULTILINE) == [verb for verbs in VERBS.values() for verb in verbs]
    for section in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        verb = section.partition("\n")[0]
        assert any(line.startswith(f"servanda {verb}") for line in COMMAND.findall(section)), verb


def test_every_setting_is_told() -> None:
    page = text_of("settings.md")
    for setting in servanda.settings.Settings.model_fields:
        called = setting.removesuffix("_url")
        assert f"`{called}` | `SERVANDA_{called.upper()}`" in page


def test_the_refusal_of_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("names.tsv").write_text("code\tform\tnames\n\nRU\tnickname\tМатушка\n", "utf-8")
    with pytest.raises(KnowledgeError) as refused:
        list(own(Path("names.tsv")))
    assert f"`{refused.value}`" in " ".join(text_of("names.md").split())


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_verbs_that_are_named_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    script = (ROOT / "run").read_text("utf-8")
    tasks = set(re.findall(r"^([a-z]+)(?: \|.*)?\)", script, re.MULTILINE))
    assert {"demo", "docs", "test"} <= tasks
    assert set(re.findall(r"\./run ([a-z]+)", text)) <= tasks
    assert set(re.findall(r"(?<![\w/])servanda ([a-z]+)", text)) <= {verb for verbs in VERBS.values() for verb in verbs}


def test_every_page_is_in_the_index() -> None:
    index = {(generate.FOLDER / link).resolve() for link in LINK.findall(text_of("README.md"))}
    assert set(generate.pages()) - {generate.FOLDER / "README.md"} <= index
