"""What went wrong, in the reader's language: the program says and keeps it in English, with a name or number in it."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from servanda.views.cite import Language
from servanda.views.web.language import texts


def N_(text: str) -> str:
    """A text that is translated where it is shown."""
    return text


FAULTS = (
    N_("answer %(status)s"),
    N_("no robots.txt: %(fault)s"),
    N_("robots.txt does not allow it"),
    N_("more than %(number)s redirects"),
    N_("a redirect to what is no address"),
    N_("larger than %(number)s MB"),
    N_("packed as “%(name)s”, which was not asked for"),
    N_("a broken packing of the answer"),
    N_("no whole answer within %(number)s seconds"),
    N_("the answer is not HTTP"),
    N_("no connection (%(reason)s)"),
    N_("no connection"),
    N_("the name leads nowhere"),
    N_("no such host"),
    N_("no sockets of this machine"),
    N_("[Errno %(number)s] %(reason)s"),
    N_("Connection refused"),
    N_("Connection reset by peer"),
    N_("Network is unreachable"),
    N_("no such host can be"),
    N_("leads to a private address"),
    N_("not an address of the web"),
    N_("scheme “%(name)s” is not read"),
    N_("an address without a host"),
    N_("an address with a user name in it"),
    N_("port %(number)s is not one of the web"),
    N_("a feed that defines entities"),
    N_("not a feed"),
    N_("a broken JSON feed"),
    N_("no feed, and no list of articles"),
    N_("no preview of a channel"),
    N_("it is paused"),
    N_("it was passed over"),
    N_("it is kept already, as %(name)s"),
    N_("the sources are being asked already"),
    N_("a fault of the program ended the round"),
    N_("no file was chosen"),
    N_("more than %(number)s feeds"),
    N_("a list that defines a document type"),
    N_("not an OPML list"),
    N_("no feeds in the list"),
    N_("no article text found"),
    N_("no text in it"),
    N_("no source %(name)s"),
    N_("no story is of %(name)s"),
    N_("a password has %(shortest)s to %(longest)s characters"),
    N_("a name has 1 to %(longest)s characters"),
    N_("the name %(name)s is taken"),
    N_("there is a user already"),
    N_("no admin would be left who may sign in"),
    N_("a token needs a name that tells what it is for"),
    N_("%(given)s is no day"),
    N_("a search has a name of 1 to %(longest)s characters"),
    N_("no saved search %(name)s"),
    N_("1 to %(number)s pledges can be confirmed, rejected or rated at once"),
    N_("these decisions do not hold any more"),
    N_("decision %(number)s is undone already"),
    N_("nothing was chosen that leaves the pledge"),
    N_("nothing would be left of the pledge"),
    N_("only events of the same pledge can leave it together"),
    N_("to join, name an event of each pledge"),
    N_("that is over %(number)s entries"),
    N_("no pledge or event %(id)s"),
    N_("no pledge %(id)s"),
    N_("no story %(id)s"),
    N_("no event %(id)s"),
)
"""Texts of errors that pages show; `%(fault)s` and `%(reason)s` may be one of them again."""
PLACE = re.compile(r"%\\\((\w+)\\\)s")


def fault(text: str, language: Language) -> Markup:
    """A fault in the reader's language, with the address or name before it as it is; in English where it is unknown.

    English words among Russian ones are marked as such, so that they are read aloud rightly.
    """
    if language == "en":
        return Markup("{}").format(text)
    at = 0
    while at >= 0:
        said = _translated(text[at:], language)
        if said is not None:
            return Markup("{}").format(text[:at] + said)
        next = text.find(": ", at)
        at = next + 2 if next >= 0 else -1
    return Markup('<span lang="en">{}</span>').format(text)


def _translated(text: str, language: Language) -> str | None:
    for pattern, message in _patterns():
        if found := pattern.fullmatch(text):
            given = found.groupdict()
            for name in given.keys() & {"fault", "reason"}:
                given[name] = _translated(given[name], language) or given[name]
            return texts(language).gettext(message) % given
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(message)), re.DOTALL), message) for message in FAULTS)
