"""Reading factRuEval's files, and comparing with them, on a text made up in its formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.factrueval import Book, books

from benchmarks import facts, names

TEXT = "Мэр Уфы Иван Лыков встретил Петра."
TOKENS = "1 0 3 Мэр\n2 4 3 Уфы\n3 8 4 Иван\n4 13 5 Лыков\n5 19 8 встретил\n6 28 5 Петра\n7 33 1 .\n"
SPANS = (
    "10 job 0 3 1 1  # 1 Мэр\n11 loc_name 4 3 2 1  # 2 Уфы\n12 name 8 4 3 1  # 3 Иван\n"
    "13 surname 13 5 4 1  # 4 Лыков\n14 name 28 5 6 1  # 6 Петра\n"
)
OBJECTS = "20 Person 12 13 # Иван Лыков\n21 LocOrg 11 # Уфы\n22 Person 14 # Петра\n"
COREF = "30 20\nfirstname Иван\nlastname Лыков\n\n31 21\nname Уфа\n\n32 22\nfirstname Пётр\n"
FACTS = (
    "1-0 Occupation\nWho obj30 Лыков Иван\nPosition span10 мэр\nWhere obj31 Уфа\n\n"
    "1-1 Meeting\nParticipant obj30 Лыков Иван\nParticipant obj32 Пётр\nСложность повышенная\n"
)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    parts = {"txt": TEXT, "tokens": TOKENS, "spans": SPANS, "objects": OBJECTS, "coref": COREF, "facts": FACTS}
    for ending, text in parts.items():
        (tmp_path / f"book_1.{ending}").write_text(text, "utf-8")
    (one,) = books(tmp_path)
    return one


def scored(book: Book, *found: tuple[int, int, str]) -> names.Scores:
    scores = {kind: names.Score() for kind in names.TYPES}
    names.judge_book(book, [names.Name(*one) for one in found], scores, [])
    return scores


def test_a_name_counts_whole_or_not_at_all(book: Book) -> None:
    right = scored(book, (8, 18, "PER"), (4, 7, "LOC"), (28, 33, "PER"))
    assert [(right[k].right, right[k].found, right[k].asked) for k in ("PER", "LOC")] == [(2, 2, 2), (1, 1, 1)]
    half = scored(book, (13, 18, "PER"))["PER"]
    assert (half.right, half.found, half.asked) == (0, 1, 2)
    assert scored(book, (4, 7, "ORG"))["LOC"].asked == 1


def fact(kind: str, **rows: str) -> facts.Fact:
    return facts.Fact(kind, tuple(facts.Argument(k, frozenset({facts.plain(v)})) for k, v in rows.items()))


@pytest.mark.parametrize(
    ("found", "scores"),
    [
        ([fact("occupation", who="Иван Лыков", position="Мэр", where="Уфы")], (1.0, 1.0, 1.0)),
        ([fact("occupation", who="Лыков Иван", position="мэр")], (0.6, 0.6, 0.6)),
        ([fact("occupation", who="Глеб Старков", position="мэр")], (0.0, 0.0, 0.0)),
        ([], (0.0, 0.0, 0.0)),
    ],
)
def test_the_quality_of_a_fact(book: Book, found: list[facts.Fact], scores: tuple[float, ...]) -> None:
    asked = [one for one in facts.annotated(book, {}) if one.kind == "occupation"]
    tally = facts.Tally()
    facts.compare(asked, found, tally)
    assert tally.scores == pytest.approx(scores)


def test_what_is_marked_as_difficult_is_left_out(book: Book) -> None:
    asked = [one for one in facts.annotated(book, {}) if one.kind == "meeting"]
    tally = facts.Tally()
    facts.compare(asked, [fact("meeting", participant="Лыков Иван")], tally)
    assert (tally.asked, tally.found) == (0, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("посол", "посла", False), ("сша", "сша", True), ("россии", "россия", True), ("газпром", "газпрома", True)],
)
def test_writings_are_alike_but_for_a_letter(one: str, other: str, same: bool) -> None:
    assert facts.alike(one, other) is same


def test_facts_of_a_text_answered_by_themselves_are_perfect(book: Book) -> None:
    asked = [one for one in facts.annotated(book, {}) if not one.ignored]
    tally = facts.Tally()
    facts.compare(asked, asked, tally)
    assert tally.scores == (1.0, 1.0, 1.0)
