"""What leaves the register on its own: calendars and feeds at secret addresses, digests by e-mail."""

from __future__ import annotations

import secrets
from hmac import compare_digest
from typing import Any

from sqlalchemy import delete, insert, select

from servanda.store import schema
from servanda.store.ledger import SqlLedger


class Published:
    """The saved searches that are published. Each method is a transaction, or joins the one that its caller began."""

    def __init__(self, ledger: SqlLedger) -> None:
        self.ledger = ledger

    def secrets(self) -> dict[str, str]:
        """The secrets of all searches that have one."""
        table = schema.published
        with self.ledger.reading():
            return {row.search: row.secret for row in self._run(select(table.c.search, table.c.secret))}

    def publish(self, search: str) -> str:
        """Give a search a new secret; the address with the old one leads nowhere from now on."""
        secret = secrets.token_urlsafe(24)
        with self.ledger.writing():
            self._run(delete(schema.published).where(schema.published.c.search == search))
            self._run(insert(schema.published).values(search=search, secret=secret))
        return secret

    def withdraw(self, search: str) -> None:
        """Take the secret back."""
        with self.ledger.writing():
            self._run(delete(schema.published).where(schema.published.c.search == search))

    def forget(self, search: str) -> None:
        """Forget all of a search that is gone."""
        with self.ledger.writing():
            for table in (schema.published, schema.calendars, schema.digests):
                self._run(delete(table).where(table.c.search == search))

    def opens(self, search: str, secret: str) -> bool:
        """Whether a secret is that of a search."""
        held = self.secrets().get(search)
        return held is not None and compare_digest(held.encode(), secret.encode("utf-8", "replace"))

    def calendar(self, search: str, language: str) -> bytes:
        """The calendar as it was last given out; empty where it never was."""
        table = schema.calendars
        named = (table.c.search == search) & (table.c.language == language)
        with self.ledger.reading():
            return str(self._run(select(table.c.body).where(named)).scalar() or "").encode()

    def keep_calendar(self, search: str, language: str, body: bytes) -> None:
        """Remember the calendar as it is given out."""
        table = schema.calendars
        with self.ledger.writing():
            self._run(delete(table).where(table.c.search == search, table.c.language == language))
            self._run(insert(table).values(search=search, language=language, body=body.decode()))

    def told(self, recipient: str, search: str) -> str | None:
        """Up to what time (ISO) a recipient was told of a search; None where never."""
        table = schema.digests
        named = (table.c.recipient == recipient) & (table.c.search == search)
        with self.ledger.reading():
            found: str | None = self._run(select(table.c.told).where(named)).scalar()
        return found

    def tell(self, recipient: str, search: str, time: str) -> None:
        """Write down that a recipient was told up to a time."""
        table = schema.digests
        with self.ledger.writing():
            self._run(delete(table).where(table.c.recipient == recipient, table.c.search == search))
            self._run(insert(table).values(recipient=recipient, search=search, told=time))

    def _run(self, statement: Any) -> Any:
        return self.ledger.connection.execute(statement)
