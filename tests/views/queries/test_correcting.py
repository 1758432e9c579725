from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.event import Event
from servanda.register.shape import SLOTS, correct
from servanda.views.queries.correcting import Unfit, corrections, shown

EVENT = Event(
    "connection", "agreed", ("RU-BA/Уфа", "UZ-TK"), ("Иван Петров", "Прибелье"), "прямой рейс", "2023-09",
    fields=("transport", "tourism"),
)  # fmt: skip


def test_what_is_shown_and_sent_back_corrects_nothing() -> None:
    typed = {slot: list(EVENT.fields) if slot == "fields" else shown(EVENT, slot) for slot in SLOTS}
    assert corrections(EVENT, typed) == []


@pytest.mark.parametrize(
    ("slot", "typed", "value"),
    [
        ("stage", "done", '"done"'),
        ("when", " 2023-10 ", '"2023-10"'),
        ("when", "", "null"),
        ("polities", "ru-ba, Казахстан", '["RU-BA", "KZ"]'),
        ("actors", "Анна Ивановна ;  Прибелье; Прибелье", '["Анна Ивановна", "Прибелье"]'),
        ("what", "рейс  в\nТашкент", '"рейс в Ташкент"'),
        ("fields", ["", "tourism", "trade"], '["trade", "tourism"]'),
        ("where", "Уфа", '"Уфа"'),
    ],
)
def test_a_slot_typed_anew_becomes_what_the_register_takes(slot: str, typed, value: str) -> None:
    assert corrections(EVENT, {slot: typed}) == [(slot, value)]
    assert correct(EVENT, slot, value) != EVENT


@pytest.mark.parametrize(
    ("slot", "typed", "fault"),
    [
        ("stage", "promised", "no stage"),
        ("kind", "", "no kind"),
        ("when", "в сентябре", "no time"),
        ("when", "2023-13", "no time"),
        ("polities", "Нарния, KZ", "no polity"),
        ("polities", "KZ", "two polities"),
        ("polities", "", "two polities"),
        ("fields", ["hope"], "no field"),
        ("what", "а" * 301, "too long"),
        ("actors", ";".join(map(str, range(61))), "too many"),
    ],
)
def test_what_does_not_fit_is_told_by_slot_and_fault(slot: str, typed, fault: str) -> None:
    with pytest.raises(Unfit) as refused:
        corrections(EVENT, {slot: typed})
    assert (refused.value.slot, refused.value.fault) == (slot, fault)
    assert "\n" not in str(refused.value)


@given(st.sampled_from(SLOTS), st.text(max_size=40))
def test_whatever_is_typed_is_refused_or_can_be_taken(slot: str, typed: str) -> None:
    try:
        found = corrections(EVENT, {slot: typed})
    except Unfit:
        return
    for name, value in found:
        correct(EVENT, name, value)
