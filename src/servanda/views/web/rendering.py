"""From a view value to a page: Jinja2 with the program's texts, dates, numbers and words in the reader's language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from babel.dates import format_datetime
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from servanda.errors import ServandaError
from servanda.store.outlets import asked
from servanda.views.cite import Citation, Cited, Language, cite, day_in_words
from servanda.views.days import in_words
from servanda.views.export.places import named
from servanda.views.web.desk import Desk, desk, ledger
from servanda.views.web.faults import fault
from servanda.views.web.language import chosen, texts
from servanda.views.wording import word

REL = "noopener noreferrer nofollow ugc"
"""What a link to an address from outside carries."""
LOCALES = {"ru": "ru", "en": "en_GB"}
THEMES = ("light", "dark")


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """The page of a template, in the language of who asks.

    Beside `context`, a template sees `request`, `here` (the `Desk`; None on the page of an error before there is one),
    `language`, `theme`, and the functions of `words`, each of them a filter as well.
    """
    here = desk(request) if template != "error.html" else known_desk(request, make=status < 500)
    language = here.language if here else chosen(request)
    theme = request.cookies.get("theme")
    found = {"here": here, "language": language, "theme": theme if theme in THEMES else None, "request": request}
    return HTMLResponse(environment(language).get_template(template).render(found | context), status)


def known_desk(request: Request, *, make: bool) -> Desk | None:
    """The desk for the page of an error: made where it was not, if it can be, and if the request came so far."""
    known: Desk | None = getattr(request.state, "desk", None)
    if known is None and make and not getattr(request.state, "stopped", False):
        with suppress(ServandaError):
            return desk(request)
    return known


@cache
def environment(language: Language) -> Environment:
    """The templates with the words of a language."""
    made = Environment(
        loader=PackageLoader("servanda.views.web", "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(texts(language), newstyle=True)  # type: ignore[attr-defined]
    made.policies["ext.i18n.trimmed"] = True
    found = words(language) | {"url": url, "static": static, "same_with": same_with, "cite": cited}
    made.globals.update(found)
    made.filters.update(found)
    return made


def words(language: Language) -> dict[str, Callable[..., str]]:
    """What templates call: days, numbers, names and words of a language."""
    return {
        "day": lambda value: day(value, language),
        "moment": lambda value: moment(value, language),
        "number": lambda value: number(value, language),
        "polity": lambda code: polity(code, language),
        "status": lambda key: word("status", key, language),
        "kind": lambda key: word("kind", key, language),
        "stage": lambda key: word("stage", key, language),
        "field": lambda key: word("field", key, language),
        "measure": lambda key: word("measure", key, language),
        "fault_text": lambda text: fault(text, language),
    }


def day(value: date | str | None, language: Language) -> str:
    """A day, or a time in EDTF, in words; empty for none."""
    if not value:
        return ""
    text = value.isoformat() if isinstance(value, date) else value
    if "T" in text:
        text = text[:10]
    shown = day_in_words(text, language) if len(text) == 10 and "/" not in text else in_words(text, language)
    return shown.replace(" ", "\u00a0") if len(shown) < 20 else shown


def moment(value: datetime | str | None, language: Language) -> str:
    """A time of the clock, in the zone of the server; empty for none."""
    if not value:
        return ""
    time = datetime.fromisoformat(value) if isinstance(value, str) else value
    return format_datetime(time.astimezone(), "d MMM y, HH:mm", locale=LOCALES[language])


def number(value: float, language: Language) -> str:
    """A number with the language's separators."""
    return format_decimal(value, locale=LOCALES[language])


@lru_cache(maxsize=8192)
def polity(code: str, language: Language) -> str:
    """The name of a polity; a code that is none stays as it is."""
    return named(code, language)


def url(path: str, **query: Any) -> str:
    """An address of this site; what is None or empty is left out of the query, lists repeat their name."""
    given = {name: value for name, value in query.items() if value not in (None, "", [], ())}
    return quote(path, safe="/:@!$&'()*+,;=-._~%") + (f"?{urlencode(given, doseq=True)}" if given else "")


@pass_context
def same_with(context: Context, **query: Any) -> str:
    """The address of this page with some of its query changed; None takes a part out."""
    request: Request = context["request"]
    held: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        held.setdefault(name, []).append(value)
    return url(request.url.path, **(held | query))


@cache
def static(path: str) -> str:
    """The address of a file of static/, with a mark that changes when the file does."""
    content = files("servanda.views.web").joinpath("static", path).read_bytes()
    return f"/static/{path}?v={hashlib.sha256(content).hexdigest()[:12]}"


@pass_context
def cited(context: Context, told: Cited) -> Markup:
    """The citation of what `told` tells, as the terms of its outlet ask, with an active link."""
    request: Request = context["request"]
    terms: dict[str | None, Any] = request.state.__dict__["_state"].setdefault("terms", {})
    if told.source not in terms:
        terms[told.source] = asked(ledger(request), told.source).terms
    return marked(cite(told, terms[told.source], context["language"]))


def marked(citation: Citation) -> Markup:
    """A citation as markup."""
    label = escape(citation.label)
    if citation.link:
        label = Markup('<a class="out" href="{}" rel="{}">{}</a>').format(citation.link, REL, citation.label)
    between, day = ". " if citation.label else "", f", {citation.date}" if citation.date else ""
    told = Markup(', <span class="nowrap">{}</span>').format(citation.date) if day else ""
    return Markup("<cite>{}{}{}{}{}</cite>").format(
        citation.outlet, between, label, told, citation.tail.removeprefix(day)
    )
