"""A public Telegram channel by its preview page, `t.me/s/CHANNEL`: its posts, and the way to older ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from servanda.decoding import decode
from servanda.errors import SourceError
from servanda.model.story import RawItem
from servanda.sources.fetched import Fetched

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HOSTS = frozenset(("t.me", "telegram.me", "telegram.dog"))
CHANNEL = re.compile(r"^/(?:s/)?([A-Za-z]\w{3,31})(?:/(\d+))?/?$")
MOSCOW = timezone(timedelta(hours=3))
"""Telegram tells times in UTC; a post's day is the one that its Russian readers had."""
VIEWS = {"K": 1_000, "M": 1_000_000}


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the preview shows it."""

    channel: str
    number: int
    text: str
    date: str | None = None
    """ISO, in Moscow time."""
    edited: bool = False
    forwarded_from: str | None = None
    reply_to: str | None = None
    """Address of the post that it answers."""
    views: int | None = None
    links: tuple[str, ...] = ()
    title: str | None = None
    """The first line, where it is bold as a whole."""

    @property
    def address(self) -> str:
        return f"https://t.me/{self.channel}/{self.number}"

    def item(self) -> RawItem | None:
        """The post as a story; None where it has no words."""
        if not any(map(str.isalpha, self.text)):
            return None
        return RawItem(
            self.address,
            self.text,
            id=self.address,
            date=self.date,
            source=f"t.me/{self.channel}",
            url=self.address,
            title=self.title,
            links=self.links,
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of a channel: posts in the order of time, and where older ones are."""

    channel: str
    name: str | None
    posts: tuple[Post, ...]
    older: str | None


def preview_address(address: str) -> str | None:
    """The address of the preview of the channel that an address or an @name leads to; None where it is none."""
    if re.fullmatch(r"@[A-Za-z]\w{3,31}", address):
        return f"https://t.me/s/{address[1:]}"
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
    except ValueError:
        return None
    found = CHANNEL.match(parts.path)
    if (parts.hostname or "").lower().removeprefix("www.") not in HOSTS or not found or found[1] == "joinchat":
        return None
    return f"https://t.me/s/{found[1]}"


def read(answer: Fetched) -> Preview:
    """The posts on a preview page.

    Raises SourceError where the page shows no channel: a private one, a person, or none of that name.
    """
    from lxml import etree, html

    try:
        content = decode(answer.body, answer.address).replace("\0", "").encode("utf-8", "replace")
        page = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        raise SourceError("no preview of a channel", where=answer.address, remedy="check the channel's name") from error
    posts = [post for found in page.xpath("//*[@data-post]") if (post := _post(found))]
    if not posts and not page.xpath(_having("tgme_channel_info")):
        raise SourceError("no preview of a channel", where=answer.address, remedy="only public channels have one")
    posts.sort(key=lambda post: post.number)
    named = _first(page, "tgme_channel_info_header_title")
    more = page.xpath(_having("tme_messages_more", "[@data-before]") + "/@href") or page.xpath(
        "//link[@rel='prev']/@href"
    )
    found = CHANNEL.match(urlsplit(answer.address).path)
    return Preview(
        channel=posts[0].channel if posts else found[1] if found else "",
        name=_words(named) if named is not None else None,
        posts=tuple(posts),
        older=_older(str(more[0]), answer.address) if more else None,
    )


def _having(name: str, more: str = "", start: str = "//") -> str:
    return f'{start}*[contains(concat(" ", normalize-space(@class), " "), " {name} ")]{more}'


def _first(element: HtmlElement, name: str) -> HtmlElement | None:
    found = element.xpath(_having(name, start=".//"))
    return found[0] if found else None


def _older(given: str, base: str) -> str | None:
    address = urljoin(base, given)
    parts = urlsplit(address)
    return address if parts.hostname == urlsplit(base).hostname and "before=" in parts.query else None


def _post(found: HtmlElement) -> Post | None:
    channel, _, number = (found.get("data-post") or "").partition("/")
    service = "service_message" in (found.get("class") or "")
    if service or not re.fullmatch(r"\w{3,64}", channel) or not re.fullmatch(r"[0-9]{1,18}", number):
        return None
    texts = [text for text in found.xpath(_having("tgme_widget_message_text", start=".//")) if not _inside(text, found)]
    meta, times = _first(found, "tgme_widget_message_meta"), found.xpath(".//time[@datetime]/@datetime")
    forwarded, reply, views = (
        _first(found, f"tgme_widget_message_{name}") for name in ("forwarded_from_name", "reply", "views")
    )
    return Post(
        channel=channel,
        number=int(number),
        text="\n\n".join(words for text in texts if (words := _words(text))),
        date=_date(str(times[-1])) if times else None,
        edited=meta is not None and "edited" in (meta.text_content() or ""),
        forwarded_from=_words(forwarded) or None if forwarded is not None else None,
        reply_to=reply.get("href") if reply is not None else None,
        views=_views(views.text_content()) if views is not None else None,
        links=tuple(dict.fromkeys(str(link) for text in texts for link in text.xpath(".//a/@href") if "://" in link)),
        title=_bold_opening(texts[0]) if texts else None,
    )


def _inside(text: HtmlElement, post: HtmlElement) -> bool:
    """Whether a text lies within another text of the post, or in the post that it answers."""
    for above in text.iterancestors():
        if above is post:
            return False
        if "message_text" in (above.get("class") or "") or "message_reply" in (above.get("class") or ""):
            return True
    return False


def _words(element: HtmlElement) -> str:
    for line_end in element.iter("br"):
        if not (line_end.tail or "").startswith("\n"):
            line_end.tail = "\n" + (line_end.tail or "")
    for block in element.iter("blockquote", "pre"):
        block.text, block.tail = "\n" + (block.text or ""), "\n" + (block.tail or "")
    return str(element.text_content()).strip()


def _bold_opening(text: HtmlElement) -> str | None:
    first = next(iter(text), None)
    while first is not None and first.tag == "i" and not (first.tail or "").strip():
        first = first.getnext()
    if first is None or first.tag not in ("b", "strong") or any(map(str.isalpha, text.text or "")):
        return None
    following = first.getnext()
    if following is None or following.tag != "br" or (first.tail or "").strip():
        return None
    return " ".join(first.text_content().split()) or None


def _date(given: str) -> str | None:
    try:
        return datetime.fromisoformat(given).astimezone(MOSCOW).isoformat()
    except (ValueError, OverflowError):
        return None


def _views(given: str) -> int | None:
    found = re.fullmatch(r"([\d.]{1,12})([KM]?)", given.strip())
    try:
        return round(float(found[1]) * VIEWS.get(found[2], 1)) if found else None
    except ValueError:
        return None
