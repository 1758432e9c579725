"""Calendars read back by icalendar and by vobject; updates and cancellations."""

import datetime
from dataclasses import replace

import icalendar
import vobject
from tests.views import sample

from servanda.views.export import export
from servanda.views.export.content import Options


def read(path):
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


def write(path, *pledges, **options):
    return export("ics", sample.content(pledges or sample.PLEDGES), path, Options(**options))


def test_entries(tmp_path):
    path = tmp_path / "c.ics"
    assert write(path, title="Уфа и соседи") == 3
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert (calendar["method"], calendar["x-wr-calname"]) == ("PUBLISH", "Уфа и соседи")
    flight, forum, plant = read(path).values()
    assert (forum["summary"], forum["dtstart"].dt) == ("форум «Соседи»", datetime.date(2024, 6, 14))
    assert (plant["summary"], plant["dtend"].dt) == ("Срок: завод кабельной арматуры", datetime.date(2025, 1, 1))
    assert forum["status"] == "TENTATIVE"
    assert flight["url"] == "https://aviakurier.example/news/77"
    assert not calendar.errors


def test_another_reader(tmp_path):
    write(tmp_path / "c.ics", language="en")
    calendar = vobject.readOne((tmp_path / "c.ics").read_text("utf-8"))
    events = calendar.vevent_list
    assert [event.uid.value for event in events] == [f"{pledge.id}@servanda.invalid" for pledge in sample.PLEDGES]
    assert "https://vesti.example/2024/04/10/forum" in events[1].description.value
    assert events[2].summary.value == "Due: завод кабельной арматуры"
    assert events[1].dtend.value == datetime.date(2024, 6, 15)


def test_lines_are_folded_at_75_octets(tmp_path):
    write(tmp_path / "c.ics")
    lines = (tmp_path / "c.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)


def test_an_update_keeps_the_uid(tmp_path):
    pledge = replace(sample.PLEDGES[0], steps=sample.STEPS[:1])
    write(tmp_path / "c.ics", pledge)
    before = next(iter(read(tmp_path / "c.ics").values()))
    write(tmp_path / "c.ics", sample.PLEDGES[0])
    (after,) = read(tmp_path / "c.ics").values()
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_an_earlier_story_that_comes_later_leaves_the_uid_as_it_is(tmp_path):
    path = tmp_path / "c.ics"
    write(path, replace(sample.PLEDGES[0], id=sample.STEPS[1].id, steps=sample.STEPS[1:3]))
    (before,) = read(path)
    assert before == f"{sample.STEPS[1].id}@servanda.invalid"
    write(path, sample.PLEDGES[0])
    (after,) = read(path)
    assert after == before
    write(path, sample.PLEDGES[0])
    assert list(read(path)) == [before]


def test_of_two_pledges_that_became_one_an_entry_is_cancelled(tmp_path):
    path = tmp_path / "c.ics"
    whole = replace(sample.PLEDGES[0], status=replace(sample.PLEDGES[0].status, due_day="2025-01-20"))
    write(path, *(replace(whole, id=step.id, steps=(step,)) for step in sample.STEPS[:2]))
    write(path, whole)
    assert {name[:16]: str(entry["status"]) for name, entry in read(path).items()} == {
        sample.STEPS[0].id: "CONFIRMED",
        sample.STEPS[1].id: "CANCELLED",
    }


def test_written_anew_without_news_nothing_changes(tmp_path):
    path = tmp_path / "c.ics"
    write(path)
    write(path, *sample.PLEDGES[:2])
    before = path.read_bytes()
    write(path, *sample.PLEDGES[:2])
    assert path.read_bytes() == before


def test_what_was_cancelled_long_ago_is_forgotten(tmp_path):
    path = tmp_path / "c.ics"
    write(path)
    write(path, sample.PLEDGES[2])
    assert len(read(path)) == 1


def test_the_sequence_never_falls(tmp_path):
    path = tmp_path / "c.ics"
    write(path, replace(sample.PLEDGES[0], decisions=sample.DECISIONS))
    (before,) = read(path).values()
    write(path, replace(sample.PLEDGES[0], steps=sample.STEPS[:2]))
    (after,) = read(path).values()
    assert after["sequence"] > before["sequence"]


def test_what_was_dropped_is_cancelled(tmp_path):
    pledge = replace(sample.PLEDGES[2], status=replace(sample.PLEDGES[2].status, name="dropped"))
    write(tmp_path / "c.ics", pledge)
    assert next(iter(read(tmp_path / "c.ics").values()))["status"] == "CANCELLED"


def test_what_left_the_register_is_cancelled(tmp_path):
    path = tmp_path / "c.ics"
    write(path)
    before = read(path)
    write(path, *sample.PLEDGES[:2])
    gone = read(path)[f"{sample.PLEDGES[2].id}@servanda.invalid"]
    assert gone["status"] == "CANCELLED"
    assert gone["sequence"] > before[str(gone["uid"])]["sequence"]
    assert gone["dtstart"].dt == datetime.date(2024, 12, 31)
    assert len(read(path)) == 3


def test_a_file_that_is_no_calendar_is_replaced(tmp_path):
    (tmp_path / "c.ics").write_text("no calendar")
    assert write(tmp_path / "c.ics") == 3


def test_hostile_text_stays_text(tmp_path):
    step = replace(
        sample.STEPS[4], sentences=("А\r\nEND:VEVENT\r\nBEGIN:VALARM\x00;,\\",), title="x" * 5000, url="javascript:x"
    )
    pledge = replace(sample.PLEDGES[2], what="А\nATTACH:http://evil.example", steps=(step,))
    write(tmp_path / "c.ics", pledge)
    (event,) = read(tmp_path / "c.ics").values()
    assert "attach" not in event
    assert "url" not in event
    assert not icalendar.Calendar.from_ical((tmp_path / "c.ics").read_bytes()).walk("VALARM")
