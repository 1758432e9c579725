"""What an archive consists of: files on disk or in S3, found by patterns, opened packed or not."""

from __future__ import annotations

import glob
import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, BinaryIO, cast

from servanda.errors import InputError, UsageError

BLOCK = 1 << 20
S3 = "s3://"
WILD = "*?["
KINDS = {
    ".jsonl": "json_lines", ".ndjson": "json_lines", ".csv": "table", ".tsv": "table", ".parquet": "parquet",
    ".warc": "warc", ".arc": "warc",
}  # fmt: skip
"""Endings of readable files, and the module of `sources.formats` that reads each."""
PACKED = (".gz", ".zst")


@dataclass(frozen=True, slots=True)
class Input:
    """A file of the archive."""

    path: str
    """Absolute, or `s3://BUCKET/KEY`."""
    name: str
    """With what the names of its stories begin where they have none."""
    kind: str

    @property
    def packed(self) -> str:
        """The ending that says how it is packed; none for web archives, whose reader unpacks each record."""
        ending = os.path.splitext(self.path)[1].lower()
        return ending if ending == ".zst" or (ending == ".gz" and self.kind != "warc") else ""


def find(patterns: Sequence[str]) -> list[Input]:
    """The files that the patterns name, sorted, each once; folders are taken with all that is readable below them.

    Raises UsageError where a pattern finds nothing that can be read.
    """
    paths: dict[str, None] = {}
    for pattern in patterns:
        found = _in_s3(pattern) if pattern.startswith(S3) else _on_disk(pattern)
        readable = sorted(path for path in found if _kind(path))
        if not readable:
            remedy = f"readable are {', '.join(KINDS)}, each plain, {' or '.join(PACKED)}"
            raise UsageError("nothing to read there", where=pattern, remedy=remedy)
        paths.update(dict.fromkeys(readable))
    stems = [_stem(path) for path in paths]
    return [
        Input(path, stem if stems.count(stem) == 1 else path, str(_kind(path)))
        for path, stem in zip(paths, stems, strict=True)
    ]


def _on_disk(pattern: str) -> Iterator[str]:
    for path in map(Path, glob.glob(pattern, recursive=True)):
        files = [path] if path.is_file() else path.rglob("*")
        yield from (str(file.absolute()) for file in files if file.is_file())


def _in_s3(pattern: str) -> Iterator[str]:
    import pyarrow
    from pyarrow.fs import FileSelector, FileType

    key = pattern.removeprefix(S3)
    start = key[: min((key.find(sign) for sign in WILD if sign in key), default=len(key))]
    try:
        system = _s3()
        info = system.get_file_info(key) if start == key else None
        if info is not None and info.type == FileType.File:
            yield pattern
            return
        folder = key.rstrip("/") if start == key else start.rpartition("/")[0]
        for found in system.get_file_info(FileSelector(folder, allow_not_found=True, recursive=True)):
            if found.type == FileType.File and (start == key or fnmatchcase(found.path, key)):
                yield S3 + found.path
    except (OSError, pyarrow.ArrowException) as error:
        what = f"cannot be listed: {error}"[:300]
        raise InputError(what, where=pattern, remedy="check the bucket and the keys of access") from error


def _s3() -> Any:
    """S3 by the usual AWS_ variables; `AWS_ENDPOINT_URL` names a server other than Amazon's."""
    from pyarrow.fs import S3FileSystem

    endpoint = os.environ.get("AWS_ENDPOINT_URL")
    if not endpoint:
        return S3FileSystem()
    scheme, _, host = endpoint.rpartition("://")
    return S3FileSystem(endpoint_override=host.rstrip("/"), scheme=scheme or "https")


def _bare(path: str) -> str:
    ending = os.path.splitext(path)[1]
    return path.removesuffix(ending) if ending.lower() in PACKED else path


def _kind(path: str) -> str | None:
    return KINDS.get(os.path.splitext(_bare(path))[1].lower())


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(_bare(path)))[0]


def opened(given: Input) -> BinaryIO:
    """The file's bytes, unpacked. Raises OSError where it cannot be opened."""
    raw = _raw(given.path)
    if given.packed == ".gz":
        import gzip

        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if given.packed == ".zst":
        import pyarrow

        return cast(BinaryIO, io.BufferedReader(pyarrow.CompressedInputStream(raw, "zstd"), BLOCK))
    return raw


def _raw(path: str) -> BinaryIO:
    if path.startswith(S3):
        return cast(BinaryIO, io.BufferedReader(_s3().open_input_file(path.removeprefix(S3)), BLOCK))
    return open(path, "rb")


def digest(given: Input) -> tuple[str, int]:
    """SHA-256 of the file as it lies there, and its size in bytes."""
    sum, size = hashlib.sha256(), 0
    with _raw(given.path) as file:
        while block := file.read(BLOCK):
            sum.update(block)
            size += len(block)
    return sum.hexdigest(), size
