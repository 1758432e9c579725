from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.model.span import Span
from servanda.views.queries.excerpt import Mark, excerpt, pieces

TEXT = "Вступление. Стороны встретились. Они договорились о рейсе. Подробностей нет. Конец."


def test_overlapping_marks_are_cut_into_pieces_that_know_both() -> None:
    found = pieces("абвгде", [Mark(0, 4, "1"), Mark(2, 6, "2")])
    assert [(piece.text, piece.labels, piece.opens) for piece in found] == [
        ("аб", ("1",), ("1",)), ("вг", ("1", "2"), ("2",)), ("де", ("2",), ()),
    ]  # fmt: skip


MARKS = st.lists(st.builds(Mark, st.integers(-3, 40), st.integers(-3, 40), st.sampled_from("123")), max_size=8)


@given(st.text(max_size=30), MARKS)
def test_pieces_give_the_text_back_and_know_their_marks(text: str, marks: list[Mark]) -> None:
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        over = {mark.label for mark in marks if mark.start <= at and at + len(piece.text) <= mark.end}
        assert set(piece.labels) == over
        assert set(piece.opens) <= over
        at += len(piece.text)


def test_sentences_stand_in_their_context_with_gaps_told() -> None:
    at = TEXT.index("Они")
    evidence = Span(at, TEXT.index(" Подробностей"))
    found = excerpt(TEXT, [evidence], [Mark(at, at + 3, "party")], around=1)
    shown = ["".join(piece.text for piece in passage.pieces) for passage in found]
    assert shown == ["Стороны встретились.", "Они договорились о рейсе.", "Подробностей нет."]
    assert [passage.told for passage in found] == [False, True, False]
    assert [passage.gap for passage in found] == [True, False, False]
    assert found[1].pieces[0].labels == ("party",)


def test_evidence_that_the_text_does_not_hold_has_no_context() -> None:
    assert excerpt("коротко", [Span(0, 100)], []) == ()
    assert excerpt("коротко", [], []) == ()
