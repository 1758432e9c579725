import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from servanda.errors import EmptyInput, NotText
from servanda.sources.files import items

PAGE = "<html><p>Посол приехал в Орёл и подписал план.</p></html>"


def archive(*records: tuple[str, str, str, str], gzip: bool) -> bytes:
    content = io.BytesIO()
    writer = WARCWriter(content, gzip=gzip)
    for address, status, kind, body in records:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(body.encode()), http_headers=headers)
        writer.write_record(record)
    return content.getvalue()


RECORDS = [
    ("https://steppe.example/1", "200 OK", "text/html; charset=utf-8", PAGE),
    ("https://steppe.example/2", "404 Not Found", "text/html", PAGE),
    ("https://steppe.example/3", "200 OK", "image/png", "x"),
    ("https://steppe.example/4", "200 OK", "text/html", PAGE),
]


@pytest.mark.parametrize(("name", "gzip"), [("a.warc", False), ("a.warc.gz", True)])
def test_pages_of_an_archive(tmp_path, name, gzip):
    (tmp_path / name).write_bytes(archive(*RECORDS, gzip=gzip))
    found = list(items([str(tmp_path / name)]))
    assert [(item.id, item.kind, item.content.decode()) for item in found] == [
        ("https://steppe.example/1", "html", PAGE),
        ("https://steppe.example/4", "html", PAGE),
    ]


def test_an_archive_without_pages(tmp_path):
    (tmp_path / "a.warc").write_bytes(archive(*RECORDS[1:3], gzip=False))
    [error] = items([str(tmp_path / "a.warc")])
    assert isinstance(error, EmptyInput)


def test_what_is_no_archive(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"no archive at all\r\n\r\n" * 20)
    [error] = items([str(tmp_path / "a.warc")])
    assert isinstance(error, NotText)


def test_an_archive_that_breaks_off_gives_the_pages_before(tmp_path):
    content = archive(*RECORDS, gzip=True)
    (tmp_path / "a.warc.gz").write_bytes(content[:-150])
    first, *_ = items([str(tmp_path / "a.warc.gz")])
    assert first.id == "https://steppe.example/1"
