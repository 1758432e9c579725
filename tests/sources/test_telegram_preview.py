"""Preview pages of a public channel in Telegram's structure; names and posts are made up."""

import pytest

from servanda.errors import SourceError
from servanda.sources.fetched import Fetched
from servanda.sources.telegram_preview import preview_address, read


def post(number: int, inner: str, *, kind: str = "", meta: str = "", hour: str = "10:00") -> str:
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap {kind} js-widget_message" data-post="steppe_news/{number}">
<div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author accent_color">
<a class="tgme_widget_message_owner_name" href="https://t.me/steppe_news"><span dir="auto">Степь</span></a></div>{inner}
<div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short">
<span class="tgme_widget_message_views">1.2K</span><span class="copyonly"> views</span>
<span class="tgme_widget_message_meta">{meta}<a class="tgme_widget_message_date" href="https://t.me/steppe_news/{number}">
<time datetime="2024-05-05T{hour}:00+00:00" class="time">{hour}</time></a></span></div></div></div></div></div>"""


def words(text: str) -> str:
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'


POSTS = [
    post(
        11,
        words('<b>Орёл и Ханой договорились</b><br/><br/>Посол подписал <a href="https://e.ru/1">план</a>.<br>#рейс'),
    ),
    post(12, '<a class="tgme_widget_message_photo_wrap" href="https://t.me/steppe_news/12"></a>'),
    post(
        13,
        '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;'
        '<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/other/5">'
        "<span>Другой канал</span></a></div>"
        + words('<i class="emoji" style=""><b>⚡️</b></i><b>Рейс откроют</b><br>Билеты в мае.'),
        meta="edited &nbsp;",
        hour="21:30",
    ),
    post(
        14,
        '<a class="tgme_widget_message_reply" href="https://t.me/steppe_news/11"><div class="tgme_widget_message_text '
        'js-message_reply_text">Чужой текст</div></a>'
        + words("Уточнение.<blockquote>«План подписан»</blockquote>Так и есть."),
    ),
    post(15, words("Степь pinned a photo"), kind="service_message"),
]
PAGE = f"""<!DOCTYPE html><html><head><meta property="og:title" content="Степь">
<link rel="prev" href="/s/steppe_news?before=11">
</head><body><div class="tgme_channel_info"><div class="tgme_channel_info_header_title">
<span dir="auto">Степь сегодня</span>
</div></div><section class="tgme_channel_history"><a href="/s/steppe_news?before=11"
class="tme_messages_more js-messages_more"
data-before="11"></a>{"".join(POSTS)}</section></body></html>"""


def answer(page: str, address: str = "https://t.me/s/steppe_news") -> Fetched:
    return Fetched(address, 200, page.encode())


def test_a_page_of_a_channel():
    preview = read(answer(PAGE))
    assert (preview.channel, preview.name) == ("steppe_news", "Степь сегодня")
    assert preview.older == "https://t.me/s/steppe_news?before=11"
    assert [post.number for post in preview.posts] == [11, 12, 13, 14]


def test_what_a_post_tells():
    first, photo, forwarded, reply = read(answer(PAGE)).posts
    assert first.text == "Орёл и Ханой договорились\n\nПосол подписал план.\n#рейс"
    assert (first.title, first.links, first.views) == ("Орёл и Ханой договорились", ("https://e.ru/1",), 1200)
    assert (first.date, first.edited, first.forwarded_from) == ("2024-05-05T13:00:00+03:00", False, None)
    assert photo.text == ""
    assert (forwarded.forwarded_from, forwarded.edited, forwarded.title) == ("Другой канал", True, "Рейс откроют")
    assert (reply.reply_to, reply.text) == ("https://t.me/steppe_news/11", "Уточнение.\n«План подписан»\nТак и есть.")


def test_the_day_is_that_of_moscow():
    assert read(answer(PAGE)).posts[2].date == "2024-05-06T00:30:00+03:00"


NOT_SHOWN = (
    '<div class="message_media_not_supported_wrap"><div class="message_media_not_supported"><div class='
    '"message_media_not_supported_label">Please open Telegram to view this post</div><a '
    'href="https://t.me/steppe_news/1" class="message_media_view_in_telegram">'
    '<span class="message_media_view_in_telegram">VIEW IN TELEGRAM</span></a>'
    "</div></div>"
)
SHAPES = {
    "an album": (
        '<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap"><a class='
        '"tgme_widget_message_photo_wrap" href="https://t.me/steppe_news/21?single"></a></div>' + words("Рейс открыт."),
        "Рейс открыт.",
    ),
    "a text within a text": (
        f'<div class="media_supported_cont">{words(words("Рейс открыт."))}</div>{NOT_SHOWN}', "Рейс открыт.",
    ),
    "media that the page cannot show": (NOT_SHOWN, ""),
    "a video that is too big": (
        '<a class="tgme_widget_message_video_player not_supported js-message_video_player" href="x"><time class='
        '"message_video_duration">1:02</time><div class="message_media_not_supported_label">Media is too big</div></a>'
        + words("Рейс открыт."),
        "Рейс открыт.",
    ),
    "a card of a linked page": (
        words("Рейс открыт.") + '<a class="tgme_widget_message_link_preview" href="https://e.example/"><div class='
        '"link_preview_title" dir="auto">Чужой заголовок</div><div class="link_preview_description">Чужое</div></a>',
        "Рейс открыт.",
    ),
    "reactions": (
        words("Рейс открыт.") + '<div class="tgme_widget_message_reactions js-message_reactions"><span class='
        '"tgme_reaction"><i class="emoji"><b>👍</b></i>12</span></div>',
        "Рейс открыт.",
    ),
    "custom emoji and a spoiler": (
        words('<tg-emoji emoji-id="1"><i class="emoji"><b>⚡️</b></i></tg-emoji> Рейс <tg-spoiler>открыт</tg-spoiler>.'),
        "⚡️ Рейс открыт.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "expected"), SHAPES.values(), ids=SHAPES.keys())
def test_shapes_of_posts(inner, expected):
    [found] = read(answer(f'<div class="tgme_channel_info"></div>{post(20, inner)}')).posts
    assert (found.text, found.number, found.date) == (expected, 20, "2024-05-05T13:00:00+03:00")


def test_forwarded_from_one_who_hides():
    named = '<span class="tgme_widget_message_forwarded_from_name" dir="auto">Иван</span>'
    hidden = f'<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;{named}</div>'
    [found] = read(answer(post(20, hidden + words("Рейс открыт.")))).posts
    assert (found.forwarded_from, found.text) == ("Иван", "Рейс открыт.")


def test_posts_with_words_are_stories():
    first, photo, *_ = (post.item() for post in read(answer(PAGE)).posts)
    assert (first.id, first.url, first.source) == (
        "https://t.me/steppe_news/11",
        "https://t.me/steppe_news/11",
        "t.me/steppe_news",
    )
    assert photo is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://t.me/steppe_news", "https://t.me/s/steppe_news"),
        ("https://t.me/s/steppe_news?before=5", "https://t.me/s/steppe_news"),
        ("http://www.telegram.me/steppe_news/77", "https://t.me/s/steppe_news"),
        ("t.me/steppe_news", "https://t.me/s/steppe_news"),
        ("@steppe_news", "https://t.me/s/steppe_news"),
        ("https://t.me/+AbCdEf", None),
        ("https://t.me/joinchat/AbC", None),
        ("https://t.me/c/12345/6", None),
        ("https://example.ru/steppe_news", None),
        ("https://t.me.example.ru/steppe_news", None),
        ("@ab", None),
    ],
)
def test_addresses_of_channels(address, expected):
    assert preview_address(address) == expected


@pytest.mark.parametrize("page", ["<html><body>Contact @someone</body></html>", "<html></html>", "текст"])
def test_no_public_channel(page):
    with pytest.raises(SourceError, match="no preview of a channel; only public channels have one"):
        read(answer(page))


def test_an_empty_channel_is_one():
    assert read(answer('<div class="tgme_channel_info"></div>')).posts == ()


@pytest.mark.parametrize(
    "spoilt",
    [
        PAGE.replace("steppe_news/11", "../../etc/passwd"),
        PAGE.replace("2024-05-05T10:00:00+00:00", "not a time"),
        PAGE.replace("1.2K", "9" * 10_000),
        PAGE.replace("?before=11", '?before=11" onclick="x'),
        PAGE.replace("/s/steppe_news?before=11", "http://10.0.0.1/?before=1"),
        PAGE[: len(PAGE) // 2],
        PAGE.replace("Посол", "По\0сол"),
        "<div data-post='a/1'>" * 50_000,
    ],
)
def test_spoilt_pages_do_no_harm(spoilt):
    try:
        preview = read(answer(spoilt))
    except SourceError:
        return
    assert all(post.address.startswith("https://t.me/steppe_news/") for post in preview.posts)
    assert preview.older is None or preview.older.startswith("https://t.me/")
