"""Exports of Telegram Desktop in their two forms, with posts made up."""

import json

import pytest

from servanda.errors import EmptyInput, InputError, NotText
from servanda.sources.files import items

POSTS = [
    {"id": 1, "type": "service", "date": "2024-05-01T10:00:00", "action": "create_channel", "text": ""},
    {
        "id": 2,
        "type": "message",
        "date": "2024-05-02T10:00:00",
        "date_unixtime": "1714633200",
        "text": [
            {"type": "bold", "text": "Орёл и Ханой договорились"},
            "\n\nПосол подписал план с ",
            {"type": "text_link", "text": "областью", "href": "https://example.ru"},
            ". ",
            {"type": "mention", "text": "@steppe"},
        ],
    },
    {"id": 3, "type": "message", "date": "2024-05-03T10:00:00", "photo": "a.jpg", "text": ""},
    {
        "id": 4,
        "type": "message",
        "date": "2024-05-04T10:00:00",
        "text": 'Рейс откроют в мае. "]}, [',
        "edited": "2024-05-05T00:00:00",
    },
    {
        "id": 5,
        "type": "message",
        "date": "2024-05-05T10:00:00",
        "text": ["Важно: ", {"type": "bold", "text": "завтра"}, " встреча."],
    },
]
CHANNEL = {"name": 'Степь "сегодня"', "type": "public_channel", "id": 1234567890, "messages": POSTS}


def write(tmp_path, export, **options) -> str:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(export, ensure_ascii=False, **options))
    return str(path)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_channel(tmp_path, indent):
    found = list(items([write(tmp_path, CHANNEL, indent=indent)]))
    assert [(item.id, item.date, item.source) for item in found] == [
        ("1234567890/2", "2024-05-02T10:00:00", 'Степь "сегодня"'),
        ("1234567890/4", "2024-05-04T10:00:00", 'Степь "сегодня"'),
        ("1234567890/5", "2024-05-05T10:00:00", 'Степь "сегодня"'),
    ]
    assert found[0].content == "Орёл и Ханой договорились\n\nПосол подписал план с областью. @steppe"
    assert [item.title for item in found] == ["Орёл и Ханой договорились", None, None]
    assert found[0].where.endswith("result.json#2")


def test_all_chats(tmp_path):
    other = {"name": "Чат", "type": "private_group", "id": 7, "messages": POSTS[3:4]}
    found = list(items([write(tmp_path, {"about": "…", "chats": {"about": "…", "list": [CHANNEL, other]}})]))
    assert [item.id for item in found] == ["1234567890/2", "1234567890/4", "1234567890/5", "7/4"]
    assert found[-1].source == "Чат"


def test_posts_longer_than_what_is_read_at_once(tmp_path):
    long = {"id": 9, "type": "message", "date": "2024-05-09", "text": "Посол рад. " * 60_000}
    found = list(items([write(tmp_path, {**CHANNEL, "messages": [long, *POSTS]})]))
    assert [item.id for item in found] == ["1234567890/9", "1234567890/2", "1234567890/4", "1234567890/5"]


def test_an_export_that_breaks_off_gives_the_posts_before(tmp_path):
    path = tmp_path / "result.json"
    whole = json.dumps(CHANNEL, ensure_ascii=False)
    path.write_text(whole[: whole.index("Рейс откроют")])
    post, error = items([str(path)])
    assert post.id == "1234567890/2"
    assert isinstance(error, NotText)


@pytest.mark.parametrize("content", ['{"messages": [1, 2]}', '{"messages": ["a"]}'])
def test_what_only_looks_like_an_export(tmp_path, content):
    (tmp_path / "a.json").write_text(content)
    [error] = items([str(tmp_path / "a.json")])
    assert isinstance(error, InputError)


def test_another_json(tmp_path):
    [error] = items([write(tmp_path, {"a": 1})])
    assert isinstance(error, EmptyInput)


def test_a_list_of_stories(tmp_path):
    found = list(items([write(tmp_path, [{"id": "a", "text": "Посол рад."}, {"text": "Рейс открыт."}])]))
    assert [item.id for item in found] == ["a", "result:2"]


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">
Степь сегодня
</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">1 May 2024</div></div>
<div class="message default clearfix" id="message2"><div class="pull_left userpic_wrap"></div><div class="body">
<div class="pull_right date details" title="02.05.2024 10:00:00 UTC+03:00">10:00</div>
<div class="from_name">Степь сегодня</div>
<div class="text"><strong>Орёл и Ханой договорились</strong><br><br>\
Посол подписал план с <a href="https://e.ru">областью</a>.</div>
</div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
<div class="pull_right date details" title="03.05.2024 10:00:00 UTC+03:00">10:00</div>
<div class="media_wrap clearfix"><a class="photo_wrap" href="a.jpg"></a></div></div></div>
<div class="message default clearfix joined" id="message4"><div class="body">
<div class="pull_right date details" title="04.05.2024 10:00:00 UTC+03:00">10:00</div>
<div class="forwarded body"><div class="from_name">Другой
<span class="date details" title="01.05.2024 09:00:00">1</span></div>
<div class="text">Рейс откроют в мае.</div></div></div></div>
</div></div></div></body></html>"""


SHAPES = {
    "an answer with reactions": (
        '<div class="reply_to details">In reply to <a href="#go_to_message2" onclick="return GoToMessage(2)">this '
        'message</a></div><div class="text">Рейс откроют.</div><span class="reactions"><span class="reaction"><span '
        'class="emoji">👍</span><span class="count">5</span></span></span>',
        "Рейс откроют.",
    ),
    "a hidden word": ('<div class="text">Рейс <span class="spoiler hidden"><span>откроют</span></span>.</div>',
                      "Рейс откроют."),
    "a file under a text": (
        '<div class="media_wrap clearfix"><div class="media clearfix pull_left media_file"><div class="body">'
        '<div class="title bold">план.pdf</div><div class="description">Not included, change data exporting '
        'settings to download.'
        '</div></div></div></div><div class="text">Рейс откроют.</div><div class="signature details">Иванов</div>',
        "Рейс откроют.",
    ),
    "a quotation": ('<div class="text"><blockquote>Рейс откроют.</blockquote></div>', "Рейс откроют."),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "expected"), SHAPES.values(), ids=SHAPES.keys())
def test_shapes_of_posts_of_a_page(tmp_path, inner, expected):
    body = PAGE.partition('<div class="message service"')[0] + (
        '<div class="message default clearfix joined" id="message5"><div class="body"><div class="pull_right date '
        f'details" title="05.05.2024 10:00:00 UTC+03:00">10:00</div>{inner}</div></div></div></div></div></body></html>'
    )
    (tmp_path / "messages.html").write_text(body)
    [item] = items([str(tmp_path / "messages.html")])
    assert (item.id, item.date, item.content) == ("Степь сегодня/5", "2024-05-05", expected)


def test_a_page_of_an_export(tmp_path):
    (tmp_path / "messages.html").write_text(PAGE)
    first, second = items([str(tmp_path / "messages.html")])
    assert (first.id, first.date, first.source) == ("Степь сегодня/2", "2024-05-02", "Степь сегодня")
    assert first.content == "Орёл и Ханой договорились\n\nПосол подписал план с областью."
    assert (first.title, second.title) == ("Орёл и Ханой договорились", None)
    assert (second.id, second.date, second.content) == ("Степь сегодня/4", "2024-05-04", "Рейс откроют в мае.")
