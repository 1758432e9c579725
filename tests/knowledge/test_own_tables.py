"""A user's own organisations, offices and leaders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda import settings as module
from servanda.errors import KnowledgeError
from servanda.knowledge.leaders import leader, surnames_alone
from servanda.knowledge.offices import office
from servanda.knowledge.organisations import find

ORGANISATIONS = "name\tvariants\tpolities\tsort\nКутпром\tЗАО Кутпром\tRU-BA\tcompany\n"
OFFICES = "word\tlevel\trole\nюртбаши\tcity\thead\n"
LEADERS = "name\tpolity\toffice\tsince\tuntil\talone\nАйдар Кутов\tRU-BA/Уфа\tюртбаши\t2022\t\t1\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose files organisations.tsv, offices.tsv and leaders.tsv are a user's own."""
    for name in ("organisations", "offices", "leaders"):
        monkeypatch.setenv(f"SERVANDA_{name.upper()}", str(tmp_path / f"{name}.tsv"))
    module.settings.cache_clear()
    yield tmp_path
    module.settings.cache_clear()


def test_own_rows_are_known_beside_the_bundled_ones(own: Path) -> None:
    (own / "organisations.tsv").write_text(ORGANISATIONS, "utf-8")
    (own / "offices.tsv").write_text(OFFICES, "utf-8")
    (own / "leaders.tsv").write_text(LEADERS, "utf-8")
    body, ours, head = find("Кутпром"), leader("Айдар Кутов", 2023), office("юртбаши")
    assert body is not None
    assert (body.polities, body.sort) == (("RU-BA",), "company")
    assert head is not None
    assert (head.level, head.role) == ("city", "head")
    assert ours is not None
    assert (ours.polity, ours.office) == ("RU-BA/Уфа", "юртбаши")
    assert "кутов" in surnames_alone()
    assert find("Росавиация") is not None
    assert office("министр") is not None


def test_without_the_setting_they_are_unknown() -> None:
    assert (find("Кутпром"), office("юртбаши"), leader("Айдар Кутов")) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("organisations", "name\tsort\nКут\tcompany\n", r"organisations\.tsv:1: wrong columns"),
        ("organisations", ORGANISATIONS.replace("company", "shop"), r"organisations\.tsv:2: unknown sort «shop»"),
        ("organisations", ORGANISATIONS.replace("RU-BA", "RU-ZZ"), r"organisations\.tsv:2: unknown code «RU-ZZ»"),
        ("offices", OFFICES.replace("city", "village"), r"offices\.tsv:2: unknown level «village»"),
        ("offices", OFFICES.replace("юртбаши", "глава юрта"), r"offices\.tsv:2: an office is one word"),
        ("leaders", LEADERS.replace("Айдар ", ""), r"leaders\.tsv:2: no first name and surname"),
        ("leaders", LEADERS.replace("2022", "давно"), r"leaders\.tsv:2: no year"),
        ("leaders", LEADERS.replace("\t1\n", "\n"), r"leaders\.tsv:2: 5 columns where 6 belong"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(own: Path, name: str, text: str, fault: str) -> None:
    (own / f"{name}.tsv").write_text(text, "utf-8")
    read = {"organisations": find, "offices": office, "leaders": leader}[name]
    with pytest.raises(KnowledgeError, match=fault):
        read("Кто-нибудь Неизвестный" if name == "leaders" else "неизвестный")
