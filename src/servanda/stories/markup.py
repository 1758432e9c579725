"""Markdown, Telegram's marks, addresses and entities blanked out: what the reader of a page would not see as words.

Every function keeps the length of the text, so that offsets still count in the text as it was given.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\((?:[^()\s]|\([^()\s]*\)){1,2000}(?: \"[^\"\n]{0,200}\")?\)")
"""A Markdown link or picture; group 1 is what is shown."""
ADDRESS = re.compile(r"(?:https?://|ftp://|www\.|\bt\.me/|\bvk\.com/|\bmax\.ru/)[^\s<>«»\"|]+")
HANDLE = re.compile(r"(?<![\w.@/-])@[A-Za-z]\w{3,31}\b")
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
EMPHASIS = re.compile(r"\*\*|__|~~|\|\||`+|(?<![\w*])\*(?=\S[^*\n]{0,400}\S?\*(?!\w))|(?<=[^\s*])\*(?![\w*])")
DOUBLED = re.compile(r"(?<!')('{2,3})(?!')([^'\n]{1,200})\1(?!')")
"""A wiki's italics («''Time''»), which often stand for quotation marks, and its bold letters."""
LINE_SIGNS = re.compile(r"^[ \t]*(?:#{1,6}(?= )|>+(?= )|[*•●▪■▶►◆◾▫‣·+](?=[ \t]))", re.MULTILINE)
HASH = re.compile(r"#(?=\w)")
ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
TRAILING = ".,;:!?)"


def blank(text: str) -> str:
    """The text with marks, addresses and entities replaced by spaces; of the same length."""
    for signs, pattern, shown in STEPS:
        if any(sign in text for sign in signs):
            text = pattern.sub(shown, text)
    return text


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _shown(found: re.Match[str]) -> str:
    start, end = found.start(1) - found.start(), found.end(1) - found.start()
    return " " * start + found[1] + " " * (len(found[0]) - end)


def _address(found: re.Match[str]) -> str:
    """Blanks an address, but not the full stop that ends its sentence."""
    kept = len(found[0].rstrip(TRAILING))
    return " " * kept + found[0][kept:]


def _entity(found: re.Match[str]) -> str:
    char = html.unescape(found[0])
    if len(char) != 1 or not char.isprintable():
        return _spaces(found)
    return char.rjust(len(found[0])) if char in "«„“(" else char.ljust(len(found[0]))


def _doubled(found: re.Match[str]) -> str:
    """Italics as quotation marks, unless some stand there already or it is bold."""
    around, inner = len(found[1]), found[2]
    if around == 3 or inner.strip()[:1] in "«„“\"":
        return " " * around + inner + " " * around
    return f" «{inner}» "


STEPS: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (("&",), ENTITY, _entity),
    (("](",), LINK, _shown),
    (("://", "www.", "t.me/", "vk.com/", "max.ru/"), ADDRESS, _address),
    (("@",), MAIL, _spaces),
    (("@",), HANDLE, _spaces),
    (tuple("#>*•●▪■▶►◆◾▫‣·+"), LINE_SIGNS, _spaces),
    (tuple("*_~|`"), EMPHASIS, _spaces),
    (("''",), DOUBLED, _doubled),
    (("#",), HASH, _spaces),
)
"""What is blanked out, in order: signs without one of which a pattern is in no text, the pattern, what is shown."""
