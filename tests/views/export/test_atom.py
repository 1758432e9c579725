"""The feed, read back by feedparser and lxml."""

from dataclasses import replace

import feedparser
from lxml import etree
from tests.views import sample

from servanda.model.status import Change
from servanda.views.export import export
from servanda.views.export.atom import NEWEST
from servanda.views.export.content import Options


def read(tmp_path, content, **options):
    count = export("atom", content, tmp_path / "f.xml", Options(**options))
    etree.parse(tmp_path / "f.xml")
    feed = feedparser.parse(str(tmp_path / "f.xml"))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == count
    return feed


def test_entries(tmp_path):
    feed = read(tmp_path, sample.content(), title="Уфа и соседи")
    assert feed.feed.title == "Уфа и соседи"
    assert [entry.updated[:10] for entry in feed.entries] == sorted(
        (entry.updated[:10] for entry in feed.entries), reverse=True
    )
    assert len({entry.id for entry in feed.entries}) == 6
    newest = feed.entries[0]
    assert newest.title == "завод кабельной арматуры — срок прошёл (Костанайская область, Башкортостан)"
    assert newest.link == "https://vesti.example/2024/04/10/forum"
    assert newest.author == "Вести Прибелья"
    assert "до конца 2024 года" in newest.content[0].value


def test_ids_stay(tmp_path):
    before = {entry.id for entry in read(tmp_path, sample.content()).entries}
    assert {entry.id for entry in read(tmp_path, sample.content(), language="en").entries} == before


def test_ids_stay_when_an_earlier_story_comes_later(tmp_path):
    before = {entry.id for entry in read(tmp_path, sample.content(sample.PLEDGES[2:])).entries}
    plant = sample.PLEDGES[2]
    earlier = replace(sample.STEPS[4], id="e0000000000000ff", story="s0", date="2024-01-10")
    told = Change("2024-01-10", "considered", earlier.id, "../2024")
    status = replace(plant.status, changes=(told, *plant.status.changes))
    later = replace(plant, id=earlier.id, steps=(earlier, *plant.steps), status=status)
    after = {entry.id for entry in read(tmp_path, sample.content((later,))).entries}
    assert len(before) == 2
    assert len(after - before) == 1
    assert before <= after


def test_no_more_than_the_newest(tmp_path):
    changes = tuple(Change(f"{2000 + n // 300}-01-{1 + n % 28:02}", "promised", f"e{n}") for n in range(NEWEST + 100))
    pledge = replace(sample.PLEDGES[0], status=replace(sample.PLEDGES[0].status, changes=changes))
    assert len(read(tmp_path, sample.content((pledge,))).entries) == NEWEST


def test_the_future_is_not_told(tmp_path):
    status = replace(sample.PLEDGES[2].status, changes=(Change("2030-01-01", "overdue", None),))
    assert read(tmp_path, sample.content((replace(sample.PLEDGES[2], status=status),))).entries == []


def test_hostile_text_stays_text(tmp_path):
    step = replace(
        sample.STEPS[4], sentences=("<script>alert(1)</script>\x00\ufffe]]>",), title="<img src=x onerror=alert(1)>",
        outlet="</name><link/>", url="javascript:alert(1)",
    )  # fmt: skip
    pledge = replace(sample.PLEDGES[2], what="<b>завод</b> & \x0b", steps=(step,))
    export("atom", sample.content((pledge,)), tmp_path / "f.xml", Options())
    text = (tmp_path / "f.xml").read_text("utf-8")
    assert "<script" not in text
    assert "javascript" not in text
    feed = read(tmp_path, sample.content((pledge,)))
    assert "alert(1)" in feed.entries[0].content[0].value
    assert "<script" not in feed.entries[0].content[0].value
