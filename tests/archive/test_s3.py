"""Inputs in S3, served by a server of its protocol on this machine."""

from __future__ import annotations

import gzip

import pytest
from tests.archive.conftest import json_lines, stories, table

from servanda.archive import read_archive
from servanda.errors import UsageError


@pytest.fixture
def bucket(monkeypatch):
    from moto.server import ThreadedMotoServer
    from pyarrow.fs import S3FileSystem

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    _, port = server.get_host_and_port()
    settings = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_REGION": "us-east-1"}
    for name, value in {**settings, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}.items():
        monkeypatch.setenv(name, value)
    system = S3FileSystem(endpoint_override=f"127.0.0.1:{port}", scheme="http", allow_bucket_creation=True)
    system.create_dir("news")
    for name, content in {
        "2023/a.jsonl": json_lines(stories(4)),
        "2023/b.jsonl.gz": gzip.compress(json_lines(stories(2))),
        "2024/c.jsonl": json_lines(stories(1)),
    }.items():
        with system.open_output_stream(f"news/{name}", compression=None) as out:
            out.write(content)
    yield
    server.stop()


@pytest.mark.slow
def test_an_archive_in_s3_is_read(bucket, tmp_path, monkeypatch):
    from servanda.archive import parts

    monkeypatch.setattr(parts, "SIZE", 700)
    *_, last = read_archive(["s3://news/2023/*.jsonl*"], tmp_path / "out", workers=1)
    assert table(tmp_path / "out", "faults") == []
    assert last.articles == 6
    assert [row["id"] for row in table(tmp_path / "out", "stories")] == ["s0", "s1", "s2", "s3", "s0", "s1"]
    *_, folder = read_archive(["s3://news/2024"], tmp_path / "folder", workers=1)
    assert folder.articles == 1
    with pytest.raises(UsageError, match="nothing to read there"):
        list(read_archive(["s3://news/1999/*"], tmp_path / "none"))
