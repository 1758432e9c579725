"""`servanda digest` with a real mail server on loopback: what it takes is marked as told, what it refuses is not."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from tests.views import sample

import servanda.settings
import servanda.store


class Box:
    """Takes messages, but for those to `full@…`."""

    def __init__(self) -> None:
        self.messages = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("full@"):
            return "552 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def allowed(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"servanda", b"secret word")
    return AuthResult(success=right, handled=False)


@pytest.fixture
def box(monkeypatch):
    """A server without TLS, which the settings name."""
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    given = {"HOST": "127.0.0.1", "PORT": controller.port, "TLS": "none", "FROM": "Реестр <servanda@office.example>"}
    _set(monkeypatch, given)
    yield box
    controller.stop()


def _set(monkeypatch, given) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"SERVANDA_SMTP_{name}", str(value))
    servanda.settings.settings.cache_clear()


@pytest.fixture(autouse=True)
def _fresh_settings():
    yield
    servanda.settings.settings.cache_clear()


def test_each_recipient_is_told_once(held, box) -> None:
    to = ("--to", "ivanova@office.example", "--to", "petrov@office.example")
    told = held("digest", *to).out.splitlines()
    assert told == [f"{name}@office.example: sent, pledges told: 3" for name in ("ivanova", "petrov")]
    assert [message["To"] for message in box.messages] == ["ivanova@office.example", "petrov@office.example"]
    assert sample.STORIES["s4"][1] in box.messages[0].get_body(("plain",)).get_content()
    assert held("digest", *to).out == "ivanova@office.example: nothing is new\npetrov@office.example: nothing is new\n"
    assert len(box.messages) == 2


def test_what_the_server_refuses_is_told_again(held, box, address) -> None:
    to = ("--to", "full@office.example", "--to", "ivanova@office.example")
    done = held("digest", *to)
    assert done.status == 1
    assert "full@office.example is refused: mailbox full" in done.err
    assert done.out == "ivanova@office.example: sent, pledges told: 3\n"
    done = held("digest", *to)
    assert (done.status, done.out) == (1, "ivanova@office.example: nothing is new\n")


def test_a_server_that_is_not_there(held, box, monkeypatch) -> None:
    _set(monkeypatch, {"PORT": 1})
    done = held("digest", "--to", "ivanova@office.example")
    assert done.status == 1
    assert done.err.startswith("127.0.0.1:1: no message could be sent: ")
    assert len(done.err.splitlines()) == 1
    assert "nothing is new" not in held("digest", "--to", "ivanova@office.example", "--dry-run").out


def test_a_dry_run_sends_and_marks_nothing(held) -> None:
    told = held("digest", "--to", "ivanova@office.example", "--dry-run", "--language", "en")
    assert told.out.startswith("To: ivanova@office.example\nThe register today, ")
    assert sample.STORIES["s4"][1] in told.out
    assert held("digest", "--to", "ivanova@office.example", "--dry-run", "--language", "en").out == told.out


def test_searches_are_told_of_apart(held, box) -> None:
    held("searches", "рейсы", "--where", "kind=connection")
    held("searches", "заводы", "--where", "kind=project")
    told = held("digest", "--weekly", "--search", "рейсы", "--to", "ivanova@office.example")
    assert told.out == "ivanova@office.example: sent, pledges told: 1\n"
    text = box.messages[0].get_body(("plain",)).get_content()
    assert "РЕЙСЫ" in text
    assert "завод" not in text
    told = held("digest", "--weekly", "--to", "ivanova@office.example")
    assert "заводы".upper() in box.messages[1].get_body(("plain",)).get_content()
    assert "рейсы".upper() not in box.messages[1].get_body(("plain",)).get_content()
    assert "no saved search нет" in held("digest", "--search", "нет", "--to", "a@b.example", "--dry-run").err


def test_a_search_dropped_and_made_anew_is_told_anew(held, box) -> None:
    for _ in range(2):
        held("searches", "рейсы", "--where", "kind=connection")
        held("digest", "--search", "рейсы", "--to", "ivanova@office.example")
        held("searches", "рейсы", "--forget")
    assert len(box.messages) == 2


@pytest.mark.parametrize("lacking", ["HOST", "FROM", "TO"])
def test_what_is_lacking_is_named(held, box, monkeypatch, lacking: str) -> None:
    if lacking != "TO":
        monkeypatch.delenv(f"SERVANDA_SMTP_{lacking}")
        servanda.settings.settings.cache_clear()
    done = held("digest", *(() if lacking == "TO" else ("--to", "ivanova@office.example")))
    assert done.status == 2
    assert ("who is to be told?" if lacking == "TO" else f"smtp_{lacking.lower()}") in done.err


def test_recipients_of_the_settings(held, box, monkeypatch) -> None:
    monkeypatch.setenv("SERVANDA_DIGEST_TO", "ivanova@office.example, petrov@office.example")
    servanda.settings.settings.cache_clear()
    held("digest")
    assert len(box.messages) == 2


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate of 127.0.0.1 that this process trusts, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, made = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
         "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", made], check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return context


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize("password", ["secret word", "guessed"])
def test_enciphered_and_with_a_password(held, certificate, monkeypatch, tls: str, password: str) -> None:
    box = Box()
    how = {"ssl_context": certificate} if tls == "tls" else {"tls_context": certificate, "require_starttls": True}
    asks = {"authenticator": allowed, "auth_required": True, "auth_require_tls": tls == "starttls"}
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **asks, **how)
    controller.start()
    given = {"HOST": "127.0.0.1", "PORT": controller.port, "TLS": tls, "USER": "servanda", "PASSWORD": password}
    _set(monkeypatch, given | {"FROM": "servanda@office.example"})
    done = held("digest", "--to", "ivanova@office.example")
    controller.stop()
    if password == "guessed":
        assert (done.status, len(box.messages)) == (1, 0)
        assert "535" in done.err
        assert "guessed" not in done.err
    else:
        assert (done.status, len(box.messages)) == (0, 1)
