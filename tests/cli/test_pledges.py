"""Lists and threads of pledges, and what is due, on a register of made-up stories."""

from __future__ import annotations

import json

import pytest
from tests.views.sample import FLIGHT, LATER, OPENED, STORIES

from servanda.views.links import link

CONTRACT = [
    "id", "what", "kind", "polities", "status", "stages", "first_due", "due", "kept_on", "promised_times", "stories",
    "events",
]  # fmt: skip
ROUTE = "прямой рейс Уфа — Ташкент"
PLANT = "завод кабельной арматуры"


def records(done):
    assert (done.status, done.err) == (0, "")
    return [json.loads(line) for line in done.out.splitlines()]


def test_the_contract_of_pledges(held):
    found = records(held("pledges", "--format", "jsonl", "--as-of", "2025-02-01"))
    assert [list(record) for record in found] == [CONTRACT] * 3
    route = next(record for record in found if record["what"] == ROUTE)
    assert route["stages"] == ["agreed", "postponed", "done"]
    assert (route["status"], route["first_due"], route["due"], route["kept_on"]) == (
        "kept", "2023-09", "2024-03", "2024-03-28",
    )  # fmt: skip
    assert route["stories"] == ["s1", "s2", "s3"]
    assert [event["evidence"] for event in route["events"]] == [[FLIGHT], [LATER], [OPENED]]


def test_as_of(held):
    found = records(held("pledges", "--format", "jsonl", "--as-of", "2023-06-01"))
    assert [(record["what"], record["status"]) for record in found] == [(ROUTE, "promised")]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--status", "overdue"], [PLANT]),
        (["--status", "overdue", "--status", "kept"], [ROUTE, PLANT]),
        (["--party", "Казахстан", "--party", "RU-BA", "--where", "kind=project"], [PLANT]),
        (["--party", "Китай"], []),
        (["--where", "text='самолёты Ташкента'"], [ROUTE]),
    ],
)
def test_which_pledges(held, words, names):
    found = records(held("pledges", "--format", "jsonl", "--as-of", "2025-02-01", *words))
    assert [record["what"] for record in found] == names


def test_the_table(held):
    done = held("pledges", "--as-of", "2025-02-01", "--status", "overdue")
    assert "overdue for 32 days" in done.out
    assert "by the end of 2024" in done.out
    assert held("pledges", "--status", "broken").out == "no such pledge\n"


def test_a_pledge_in_time(held, id_of):
    done = held("pledge", id_of(ROUTE)[:8], "--as-of", "2025-02-01")
    assert done.status == 0
    told = " ".join(done.out.split())
    days = [told.index(day) for day in ("2023-05-02 agreed", "2023-09-20 postponed", "2024-03-29 done")]
    assert days == sorted(days)
    assert "moved 183 days later, from September 2023 to March 2024" in told
    assert f"«{FLIGHT}»" in told
    for story in ("s1", "s2", "s3"):
        assert f"    {link(STORIES[story][1])}\n" in done.out


def test_the_clock_stands_in_the_thread(held, id_of):
    done = held("pledge", id_of(PLANT), "--as-of", "2025-02-01")
    assert "2025-01-01  overdue (due by the end of 2024), by the clock" in done.out


def test_no_such_pledge(held):
    status, out, err = held("pledge", "ffff0000")
    assert (status, out) == (1, "")
    assert err == "no pledge or event ffff0000; `servanda pledges` lists them with their ids\n"


def test_due(held):
    found = records(held("due", "--format", "jsonl", "--as-of", "2024-12-01"))
    assert [(record["list"], record["what"]) for record in found] == [("coming", PLANT)]
    found = records(held("due", "--format", "jsonl", "--as-of", "2025-02-01"))
    assert [(record["list"], record["what"]) for record in found] == [("overdue", PLANT)]
    assert "Due within 10 days: nothing" in held("due", "--days", "10", "--as-of", "2024-12-01").out
