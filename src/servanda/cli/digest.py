"""`servanda digest`: what is new in saved searches, by e-mail."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from servanda.cli.inputs import REGISTER

if TYPE_CHECKING:
    from servanda.register.register import Register
    from servanda.views.digest import Asked, Digest

NAME = "digest"


class Language(StrEnum):
    ru = "ru"
    en = "en"


WEEKLY = typer.Option(False, "--weekly/--daily", help="How far a first digest goes back, and how far ahead it looks.")
SEARCH = typer.Option(
    [], "--search", metavar="NAME", help="A saved search; all of them if left out, or all that is new where none is."
)
TO = typer.Option([], "--to", metavar="ADDRESS", help="A recipient; those of the settings if left out.")
DRY = typer.Option(False, "--dry-run", help="Print what would be sent, and send nothing.")
LANGUAGE = typer.Option(Language.ru, "--language", help="Language of headings, dates and statuses.")


def command(
    weekly: bool = WEEKLY,
    names: list[str] = SEARCH,
    to: list[str] = TO,
    dry_run: bool = DRY,
    language: Language = LANGUAGE,
    register: str | None = REGISTER,
) -> None:
    """Send each recipient what is new since his last digest: news, what is newly overdue, what is due soon.

    Nothing is sent where nothing is new. The mail server stands in the settings (smtp_host and the rest).

    Example: servanda digest --weekly --search kazakhstan --to ivanova@office.example --dry-run
    """
    from servanda.cli import held
    from servanda.errors import ServandaError, UsageError
    from servanda.settings import settings
    from servanda.views.digest import Post, compose, message
    from servanda.views.digest.message import addressed, text_lines
    from servanda.views.queries.searches import published

    recipients = list(dict.fromkeys(map(addressed, to or settings().digest_to)))
    if not recipients:
        raise UsageError("who is to be told?", remedy="name a recipient with --to, or set digest_to")
    post = None if dry_run else Post.of(settings())
    opened, failed = held.opened(register), 0
    kept = published(opened)
    for recipient in recipients:
        time = opened.clock.stamp
        asked = _asked(opened, names, recipient)
        made: Digest = compose(opened, asked, "weekly" if weekly else "daily", language.value)
        if not made.pledges:
            print(f"{recipient}: nothing is new")
        elif post is None:
            print(f"To: {recipient}", *text_lines(made), "", sep="\n")
        else:
            try:
                post.send(message(made, post.sender, recipient))
            except ServandaError as error:
                failed += 1
                print(error, file=sys.stderr)
                continue
            with opened.ledger.writing():
                for one in asked:
                    kept.tell(recipient, one.search, time)
            print(f"{recipient}: sent, pledges told: {made.pledges}")
    raise typer.Exit(1 if failed else 0)


def _asked(register: Register, names: list[str], recipient: str) -> list[Asked]:
    """The searches to tell of, each with the time up to which the recipient was told. Raises NotFound."""
    from servanda.register.where import Where, load
    from servanda.views.digest import Asked
    from servanda.views.queries.searches import published, where_of

    kept = published(register)
    with register.ledger.reading():
        if names:
            wheres = {name: where_of(register, name) for name in names}
        else:
            wheres = {one.name: load(one.filter) for one in register.ledger.saved()} or {"": Where()}
        return [Asked(name, where, kept.told(recipient, name)) for name, where in wheres.items()]
