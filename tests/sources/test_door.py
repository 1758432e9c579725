"""Hostile addresses and answers: each is refused or cut with its one line, in time."""

import gzip
import itertools
import socket
import time
import tracemalloc
import zlib

import pytest

from servanda.errors import SourceError
from servanda.sources.addresses import Refused
from servanda.sources.door import Door
from servanda.sources.fetched import Limits

PUBLIC = "93.184.216.34"


def no_network(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was asked for")


@pytest.fixture
def door(server):
    return Door(limits=Limits(size=1_000_000, seconds=2.0), allow=[server.host])


def test_an_answer(server, door):
    server.add(
        "/a",
        "текст",
        Content_Type="text/plain; charset=utf-8",
        ETag='"1"',
        Last_Modified="Sun, 05 May 2024 10:00:00 GMT",
    )
    answer = door.get(server.url("/a"))
    assert (answer.status, answer.body.decode(), answer.content_type) == (200, "текст", "text/plain; charset=utf-8")
    assert (answer.etag, answer.last_modified, answer.address) == (
        '"1"',
        "Sun, 05 May 2024 10:00:00 GMT",
        server.url("/a"),
    )
    assert answer.moved_to is None


def test_what_a_host_is_told(server, door):
    server.add("/a?b=%20&c=[1]", "x")
    door.get(server.url("/a?b=%20&c=[1]"), etag='"1"', last_modified="Sun, 05 May 2024 10:00:00 GMT")
    told = server.headers[0]
    assert told["User-Agent"].startswith("Servanda/")
    assert (told["If-None-Match"], told["If-Modified-Since"]) == ('"1"', "Sun, 05 May 2024 10:00:00 GMT")
    assert told["Host"] == server.host


@pytest.mark.parametrize("etag", ['"1"\r\nX-Evil: 1', '"\u0416"', "\0"])
def test_nothing_slips_into_the_headers(server, door, etag):
    server.add("/a", "x")
    door.get(server.url("/a"), etag=etag)
    assert "If-None-Match" not in server.headers[0]
    assert "X-Evil" not in server.headers[0]


@pytest.mark.parametrize(
    ("status", "ok"), [("304 Not Modified", False), ("404 Not Found", False), ("429 Slow Down", False)]
)
def test_other_answers_are_no_errors(server, door, status, ok):
    server.add("/a", "" if status.startswith("304") else "x", status=status, Retry_After="120")
    answer = door.get(server.url("/a"))
    assert (answer.ok, answer.status, answer.retry_after, answer.body) == (ok, int(status[:3]), "120", b"")


def test_letters_of_all_kinds_in_a_path(server, door):
    server.add("/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8", "x")
    assert door.get(server.url("/новости")).ok


def test_redirects_are_followed_and_lasting_ones_noted(server, door):
    server.add("/a", "", status="301 Moved", Location="/b")
    server.add("/b", "", status="308 Moved", Location=server.url("/c"))
    server.add("/c", "x")
    server.add("/d", "", status="302 Found", Location="/c")
    answer = door.get(server.url("/a"))
    assert (answer.address, answer.moved_to) == (server.url("/c"), server.url("/c"))
    assert door.get(server.url("/d")).moved_to is None


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0", "localhost", "LOCALHOST", "localhost."),
        *("[::1]", "[::ffff:127.0.0.1]", "[::]", "[0:0:0:0:0:ffff:7f00:1]", "１２７.0.0.1", "127。0。0。1"),
    ],
)
def test_all_spellings_of_this_machine(server, host):
    with pytest.raises((Refused, SourceError), match=r"private address|no connection|no such host"):
        Door(limits=Limits(seconds=2)).get(f"http://{host}:{server.port}/a")
    assert server.asked == []


@pytest.mark.parametrize(
    "number", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fe80::1%1"]
)
def test_a_name_that_leads_inside(server, number):
    door = Door(resolve=lambda host, port: [number])
    with pytest.raises(Refused, match="leads to a private address; name the host in `allow` if it is yours"):
        door.get(f"http://news.example:{server.port}/a")
    assert server.asked == []


def test_one_private_number_among_public_ones_is_enough_to_refuse(server):
    door = Door(resolve=lambda host, port: [PUBLIC, "127.0.0.1"])
    with pytest.raises(Refused, match="private"):
        door.get(f"http://news.example:{server.port}/a")


def test_a_name_that_changes_its_mind_is_judged_by_the_number_that_is_connected(server, monkeypatch):
    """The name service says a public number at first, a private one afterwards: it is asked once and kept to."""
    answers = itertools.chain([[PUBLIC]], itertools.repeat(["127.0.0.1"]))
    connected = []

    def connect(address, *_, **__):
        connected.append(address)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(SourceError, match="no connection"):
        Door(resolve=lambda host, port: next(answers)).get(f"http://news.example:{server.port}/a")
    assert connected == [(PUBLIC, server.port)]


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("http://10.0.0.1/", "private address"),
        ("http://169.254.169.254/latest/meta-data/", "private address"),
        ("http://[::1]:8000/", "private address"),
        ("http://2130706433/", "private address|no connection|no such host"),
        ("file:///etc/passwd", "scheme “file”"),
        ("ftp://example.ru/", "scheme “ftp”"),
        ("http://user:secret@example.ru/", "user name"),
        ("http://example.ru:22/", "port 22"),
        ("http://[::1", "what is no address"),
        ("//127.0.0.2/", "private address"),
    ],
)
def test_redirects_to_where_one_may_not_go(server, door, location, why):
    server.add("/a", "", status="302 Found", Location=location)
    with pytest.raises(SourceError, match=why):
        door.get(server.url("/a"))


def test_an_allowed_host_does_not_open_its_other_ports(server):
    with pytest.raises(Refused, match="private"):
        Door(allow=[server.host]).get("http://127.0.0.1:65001/")


def test_redirects_without_end(server, door):
    server.add("/a", "", status="302 Found", Location="/b")
    server.add("/b", "", status="302 Found", Location="/a")
    with pytest.raises(SourceError, match="more than 5 redirects"):
        door.get(server.url("/a"))
    assert len(server.asked) == 6


def test_a_packed_answer_is_unpacked(server, door):
    for path, packed, name in (("/g", gzip.compress(b"text"), "gzip"), ("/d", zlib.compress(b"text"), "deflate")):
        server.add(path, packed, Content_Encoding=name)
        assert door.get(server.url(path)).body == b"text"


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"a")
        time.sleep(0.1)


def drip_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        connection.sendall(f"X-{number}: 1\r\n".encode())
        time.sleep(0.1)


def silence(connection: socket.socket) -> None:
    time.sleep(5)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"a" * 65536)


def endless_chunks(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1\r\na\r\n" * 4096)


def endless_continue(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def bomb(connection: socket.socket) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
    for _ in range(500):
        connection.sendall(packer.compress(b"\0" * 1_000_000))


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (drip, "no whole answer within 2 seconds"),
        (drip_headers, "no whole answer within 2 seconds"),
        (silence, "no whole answer within 2 seconds"),
        (endless, "larger than 1 MB"),
        (endless_chunks, "larger than 1 MB|no whole answer"),
        (endless_continue, "no whole answer|not HTTP"),
        (bomb, "larger than 1 MB"),
        (HEAD + b"Content-Length: 2000000\r\n\r\n" + b"a" * 2_000_000, "larger than 1 MB"),
        (HEAD + b"Content-Length: 100\r\n\r\nshort", "not HTTP"),
        (HEAD + b"Content-Length: -1\r\n\r\n", "not HTTP"),
        (HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", "not HTTP"),
        (HEAD + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n", "not HTTP"),
        (HEAD + b"X-Y: 1\r\n" * 100_000 + b"\r\n", "not HTTP"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "not HTTP"),
        (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n", "not HTTP"),
        (HEAD + b"Bad Header: 1\r\n\r\n", "not HTTP"),
        (b"SSH-2.0-OpenSSH_9.0\r\n", "not HTTP"),
        (b"\x00\x01\x02", "not HTTP"),
        (b"", "not HTTP"),
        (b"HTTP/1.1 999999 OK\r\n\r\n", "not HTTP"),
        (HEAD + b"Content-Encoding: br\r\nContent-Length: 1\r\n\r\na", "packed as “br”, which was not asked for"),
        (HEAD + b"Content-Encoding: gzip, gzip\r\nContent-Length: 1\r\n\r\na", "packed as “gzip, gzip”"),
        (HEAD + b"Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!", "a broken packing"),
    ],
)
def test_answers_that_are_cut(server, door, answer, why):
    server.answers["/a"] = answer
    start = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match=why) as raised:
            door.get(server.url("/a"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.monotonic() - start < 4
    assert peak < 50_000_000
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith(server.url("/a"))


def test_a_name_service_that_never_answers():
    door = Door(limits=Limits(seconds=0.3), resolve=lambda host, port: time.sleep(3) or [])
    start = time.monotonic()
    with pytest.raises(SourceError, match="no whole answer within"):
        door.get("http://news.example/")
    assert time.monotonic() - start < 2


def test_a_name_that_leads_nowhere():
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror("unknown")

    for resolve in (unknown, lambda host, port: []):
        with pytest.raises(SourceError, match="no connection"):
            Door(resolve=resolve).get("http://news.example/")


def test_an_address_that_is_refused_asks_for_no_name():
    with pytest.raises(Refused):
        Door(resolve=no_network).get("ftp://news.example/")


def test_a_host_that_is_not_there(server):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(SourceError, match="no connection"):
        Door(allow=["127.0.0.1"]).get(f"http://127.0.0.1:{port}/")
