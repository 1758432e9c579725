"""An export of 10,000 posts, entered in one command, interrupted twice and resumed: nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

POSTS = 10_000
PLAIN = (
    "{city}: днём до {few} градусов, ветер слабый, номер прогноза {number}.",
    "Выставка картин открылась, билетов продано {number}.",
    "С улиц вывезли {number} тонн снега, {city} готовится к весне.",
)
CITIES = ("Уфа", "Омск", "Казань", "Томск", "Пермь")
TALKS = "Губернатор {region} области обсудил с послом {country} поставки {number} станков."
REGIONS = ("Омской", "Орловской", "Томской", "Курской", "Тверской", "Калужской")
COUNTRIES = ("Вьетнама", "Китая", "Индии", "Ирана", "Турции", "Сербии")
COMMAND = [sys.executable, "-c", "from servanda.cli import main; main()", "add", "result.json"]


def words(number: int) -> str:
    if number % 200 == 0:
        turn = number // 200
        return TALKS.format(region=REGIONS[turn % 6], country=COUNTRIES[turn // 6 % 6], number=number)
    return PLAIN[number % 3].format(city=CITIES[number % 5], few=number % 30, number=number)


def message(number: int) -> dict[str, object]:
    day = f"2024-{1 + number // 900:02d}-{1 + number // 32 % 28:02d}T10:00:00"
    pieces = [{"type": "plain", "text": words(number)}]
    return {
        "id": number, "type": "message", "date": day, "date_unixtime": "1704095200", "from": "Степь",
        "from_id": "channel1234", "text": words(number), "text_entities": pieces,
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    messages = [{"id": 1, "type": "service", "date": "2024-01-01T09:00:00", "action": "create_channel", "text": ""}]
    export = {"name": "Степь", "type": "public_channel", "id": 1234}
    export["messages"] = messages + [message(number) for number in range(2, POSTS + 2)]
    (tmp_path / "result.json").write_text(json.dumps(export, ensure_ascii=False, indent=1), "utf-8")
    return tmp_path


def entered(folder: Path) -> int:
    try:
        with sqlite3.connect(f"file:{folder}/register.db?mode=ro", uri=True) as register:
            return int(register.execute("SELECT count(*) FROM stories").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def started(folder: Path, **streams: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "SERVANDA_REGISTER": f"sqlite:///{folder}/register.db", "COLUMNS": "120"}
    return subprocess.Popen(COMMAND, cwd=folder, env=environment, **streams)  # type: ignore[call-overload]


def reach(folder: Path, adding: subprocess.Popen[bytes], number: int) -> None:
    end = time.monotonic() + 300
    while entered(folder) < number and adding.poll() is None and time.monotonic() < end:
        time.sleep(0.1)
    assert adding.poll() is None, "it ended before it could be interrupted"


def below(process: int) -> list[int]:
    """The processes that a process started."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in listed.read_text().split()] if listed.exists() else []


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of POSIX")
def test_ten_thousand_posts_interrupted_twice(folder):
    terminal, its_end = pty.openpty()
    adding = started(folder, stdout=subprocess.DEVNULL, stderr=its_end)
    os.close(its_end)
    reach(folder, adding, 500)
    time.sleep(0.5)
    adding.send_signal(signal.SIGINT)
    shown = b""
    try:
        while piece := os.read(terminal, 65536):
            shown += piece
    except OSError:
        pass  # on Linux a terminal that nobody holds any more reads as an error
    os.close(terminal)
    assert adding.wait(30) not in (0, 2)
    assert "stories" in shown.decode()
    assert "a second" in shown.decode()
    assert "Traceback" not in shown.decode()
    first = entered(folder)

    adding = started(folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    reach(folder, adding, first + 500)
    helping = below(adding.pid)
    adding.kill()
    adding.wait(30)
    second = entered(folder)
    assert 500 <= first < second < POSTS
    end = time.monotonic() + 20
    while any(map(alive, helping)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(map(alive, helping)), "processes outlive the command that started them"

    adding = started(folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = adding.communicate(timeout=500)
    assert (adding.returncode, err) == (0, b"")
    assert out.decode().startswith(f"stories: {POSTS - second} new, 0 changed, {second} held already")
    with sqlite3.connect(folder / "register.db") as register:
        held = dict(register.execute("SELECT id, text FROM stories"))
        told = dict(register.execute("SELECT story, count(*) FROM events GROUP BY story"))
        (versions,) = register.execute("SELECT count(*) FROM versions").fetchone()
    assert held == {f"1234/{number}": words(number) for number in range(2, POSTS + 2)}
    assert set(told) == {f"1234/{number}" for number in range(200, POSTS + 2, 200)}
    assert len(set(told.values())) == 1, "some were coded twice, or in part"
    assert versions == 0
