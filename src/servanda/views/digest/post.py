"""Handing messages to a mail server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Literal

from servanda.errors import MailError, UsageError
from servanda.settings import Settings

SECONDS = 30.0
"""How long the server may take to answer."""


@dataclass(frozen=True, slots=True)
class Post:
    """A mail server and the way to it."""

    host: str
    port: int
    tls: Literal["starttls", "tls", "none"]
    sender: str
    user: str | None = None
    password: str | None = None

    @classmethod
    def of(cls, settings: Settings) -> Post:
        """The server of the settings. Raises UsageError where they name none, or no sender."""
        if not settings.smtp_host or not settings.smtp_from:
            lacking = "smtp_host" if not settings.smtp_host else "smtp_from"
            raise UsageError(f"setting {lacking} is needed to send e-mail", remedy="see docs/digest.md")
        secret = settings.smtp_password.get_secret_value() if settings.smtp_password else None
        return cls(
            settings.smtp_host, settings.smtp_port, settings.smtp_tls, settings.smtp_from, settings.smtp_user, secret
        )

    def send(self, message: EmailMessage) -> None:
        """Send a message to its one recipient; it is sent once this returns.

        Raises MailError where the server cannot be reached or does not take it.
        """
        where = f"{self.host}:{self.port}"
        try:
            with self._server() as server:
                server.send_message(message, parseaddr(self.sender)[1], [parseaddr(message["To"])[1]])
        except smtplib.SMTPRecipientsRefused as error:
            _, why = next(iter(error.recipients.values()))
            raise MailError(f"{message['To']} is refused: {_text(why)}", where=where) from error
        except smtplib.SMTPResponseException as error:
            said = f"the server says {error.smtp_code} {_text(error.smtp_error)}"
            raise MailError(said, where=where, remedy="look at the settings smtp_…") from error
        except (smtplib.SMTPException, OSError) as error:
            remedy = "look at the settings smtp_…, and whether the server runs"
            raise MailError(f"no message could be sent: {error}", where=where, remedy=remedy) from error

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        trusted = None if self.tls == "none" else ssl.create_default_context()
        if self.tls == "tls":
            made: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=trusted)
        else:
            made = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        with made as server:
            if self.tls == "starttls":
                server.starttls(context=trusted)
            if self.user:
                server.login(self.user, self.password or "")
            yield server


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
