"""A digest as a message: plain text, and the same as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from servanda.errors import UsageError
from servanda.model.pledge import Pledge
from servanda.views.cite import day_in_words, plain, quoted
from servanda.views.days import in_words
from servanda.views.digest.compose import Chapter, Digest, Item
from servanda.views.export.places import named
from servanda.views.wording import word


def message(digest: Digest, sender: str, recipient: str) -> EmailMessage:
    """The message to one recipient. Raises UsageError for what is no address."""
    made = EmailMessage()
    made["Subject"] = f"Servanda: {title(digest)}"
    made["From"] = addressed(sender)
    made["To"] = addressed(recipient)
    made["Date"] = formatdate(localtime=True)
    made["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content("\n".join(text_lines(digest)) + "\n", charset="utf-8", cte="base64")
    made.add_alternative("\n".join(html_lines(digest)) + "\n", subtype="html", charset="utf-8", cte="base64")
    return made


def addressed(given: str) -> str:
    """The address as it was given, with or without a name. Raises UsageError where it is none."""
    address = parseaddr(given)[1]
    name, _, host = address.rpartition("@")
    if not name or not host or not given.isprintable() or any(sign in address for sign in " ,;<>\""):
        raise UsageError(f"{given!r} is no address of e-mail", remedy="write it as name@office.example")
    return given


def title(digest: Digest) -> str:
    """What the message is called: «Новости реестра за день, 2 мая 2024 (3)»."""
    said = word("digest", digest.period, digest.language)
    return f"{said}, {day_in_words(digest.as_of, digest.language)} ({digest.pledges})"


def text_lines(digest: Digest) -> Iterator[str]:
    """The lines of the plain text."""
    language = digest.language
    yield title(digest)
    for chapter in digest.chapters:
        yield from ("", _name(chapter, digest).upper())
        for part in chapter.parts:
            yield from ("", f"== {word('digest', part.group, language)} ==")
            for item in part.items:
                yield from ("", f"* {_what(item)}", f"  {_how(item.pledge, digest)}")
                for one in item.quotations:
                    yield f"  {quoted(plain(one.text), 'ru')}"
                    yield f"  — {one.citation.text()}"
            if part.left_out:
                yield from ("", f"  {word('digest', 'more', language)} {part.left_out}")
    yield from ("", "-- ", word("digest", "sent", language))


def html_lines(digest: Digest) -> Iterator[str]:
    """The lines of the page: no pictures, nothing loaded from elsewhere."""
    language, escape = digest.language, html.escape
    yield f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title(digest))}</title>'
    yield '</head><body style="font-family:Georgia,serif;max-width:42em;line-height:1.45;color:#1c1c1c">'
    yield f"<h1 style=\"font-size:1.3em\">{escape(title(digest))}</h1>"
    for chapter in digest.chapters:
        yield f'<h2 style="font-size:1.15em;border-bottom:1px solid #999">{escape(_name(chapter, digest))}</h2>'
        for part in chapter.parts:
            yield f'<h3 style="font-size:1em">{escape(word("digest", part.group, language))}</h3>'
            for item in part.items:
                yield f'<p style="margin:1em 0 .2em"><b>{escape(_what(item))}</b><br>'
                yield f'<span style="color:#555">{escape(_how(item.pledge, digest))}</span></p>'
                for one in item.quotations:
                    yield '<blockquote style="margin:.2em 0 .6em;padding-left:.8em;border-left:2px solid #999">'
                    yield f'{escape(plain(one.text))}<br><small>{one.citation.html()}</small></blockquote>'
            if part.left_out:
                yield f"<p>{escape(word('digest', 'more', language))} {part.left_out}</p>"
    yield f'<p style="color:#555;font-size:.85em">{escape(word("digest", "sent", language))}</p></body></html>'


def _name(chapter: Chapter, digest: Digest) -> str:
    return plain(chapter.search) or word("digest", "register", digest.language)


def _what(item: Item) -> str:
    return plain(item.pledge.what)


def _how(pledge: Pledge, digest: Digest) -> str:
    """The status, the due date and the parties."""
    language = digest.language
    status = word("status", pledge.status.name, language)
    due = f", {word('digest', 'due', language)}: {in_words(pledge.status.due, language)}" if pledge.status.due else ""
    return f"{status}{due}. {' — '.join(named(code, language) for code in pledge.polities)}"
