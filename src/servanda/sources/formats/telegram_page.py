"""Telegram Desktop's export in its HTML form, `messages*.html`: a story a post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.decoding import decode
from servanda.model.story import RawItem
from servanda.sources.formats.base import Given, Item

if TYPE_CHECKING:
    from lxml.html import HtmlElement

POSTS = '//div[contains(concat(" ", @class, " "), " message ") and contains(@class, "default")]'
TEXT = './/div[contains(concat(" ", @class, " "), " text ")]'
DATE = './/div[contains(@class, "date") and contains(@class, "details")]/@title'
CHAT = 'string(//div[contains(@class, "page_header")]//div[contains(@class, "text")])'


def posts(content: bytes, given: Given) -> Iterator[Item]:
    """Each post with a text, as a raw item."""
    from lxml import html

    page = html.document_fromstring(
        decode(content, given.where).encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
    )
    chat = " ".join(str(page.xpath(CHAT)).split()) or given.stem
    for post in page.xpath(POSTS):
        texts = [text for found in post.xpath(TEXT) if (text := _words(found)).strip()]
        if not texts:
            continue
        number = (post.get("id") or "").removeprefix("message")
        dates = post.xpath(DATE)
        yield RawItem(
            where=f"{given.where}#{number}",
            content="\n\n".join(texts),
            id=f"{chat}/{number}",
            date=_iso(str(dates[0])) if dates else None,
            source=chat,
            title=_bold_opening(post),
        )


def _words(element: HtmlElement) -> str:
    for line_end in element.iter("br"):
        line_end.tail = "\n" + (line_end.tail or "")
    return str(element.text_content()).strip()


def _iso(shown: str) -> str | None:
    """«27.11.2024 10:11:12 UTC+03:00» as an ISO day."""
    day = shown.strip().split(" ")[0].split(".")
    return "-".join(reversed(day)) if len(day) == 3 and all(map(str.isdigit, day)) else None


def _bold_opening(post: HtmlElement) -> str | None:
    found = post.xpath(TEXT + "/*[1][self::strong]")
    if not found or (found[0].getparent().text or "").strip():
        return None
    following = found[0].getnext()
    if following is None or following.tag != "br" or (found[0].tail or "").strip():
        return None
    return " ".join(found[0].text_content().split()) or None
