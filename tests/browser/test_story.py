"""A report is pasted, its events are seen at once, and mark and record light up together."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser
REPORT = """

Премьер-министр правительства Башкирии Егор Ласточкин в своём телеграм-канале рассказал об итогах встречи с \
министром промышленности Узбекистана Рустамом Назировым. Ласточкин отметил, что республику и Узбекистан связывает \
давняя дружба.
Башкирия намерена подписать соглашение с Ферганской областью Узбекистана. Ожидается, что это случится в рамках \
VII Форума соседей, который пройдёт в октябре 2024 года в Фергане.
«Мы изучаем возможность открыть прямой рейс между столицами наших республик. Сегодня действует рейс Уфа — Ташкент. \
Готовы развивать сотрудничество в науке и культуре», — написал Егор Ласточкин.
Премьер-министр Башкирии пригласил узбекских коллег на Неделю мастеров, которая ежегодно проходит в декабре в Уфе.
© 1995-2026 АО «Прибельские вести».
Сетевое издание «Прибельские вести» зарегистрировано в Федеральной службе по надзору в сфере связи, информационных \
технологий и массовых коммуникаций (Роскомнадзор), регистрационный номер Эл № ФС77-54321
Главный редактор Ромашкина Вера Ильинична
При перепечатке ссылка на «Прибельские вести» обязательна. Для интернет-изданий активная гиперссылка обязательна. 18+"""


def test_a_pasted_report_is_read_and_entered(watched: Watched, shots) -> None:
    page = watched.open("/stories/new", language="en")
    page.get_by_label("Text", exact=True).fill(REPORT)
    page.get_by_label("Day of publication").fill("2024-02-20")
    page.get_by_label("Outlet").fill("pribel.example")
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("Read, and not stored.").wait_for()
    assert page.locator(".record").count() >= 4
    kinds = {text.split("\n")[0] for text in page.locator(".record .step-head b").all_inner_texts()}
    assert {"meeting", "agreement", "connection", "gathering"} <= kinds
    assert any("Ферганской областью" in text for text in page.locator(".words mark").all_inner_texts())
    assert page.locator(".words .around").count() >= 4
    assert "ФС77-54321" in page.locator(".around-story").inner_text()
    assert "An active hyperlink is required." in page.locator(".asks").inner_text()
    shots(page, "story-read")
    page.get_by_role("button", name="Enter it in the register").click()
    page.get_by_text("Entered in the register.").wait_for()
    assert page.locator(".record .its-pledge").count() >= 4
    shots(page, "story-entered")


def test_mark_and_record_light_up_together(watched: Watched) -> None:
    story = max(watched.site.register.pledges(), key=lambda one: len(one.steps)).stories[0]
    page = watched.open(f"/stories/{story}")
    mark, record = page.locator("mark.ev").first, page.locator(".record").first
    number = record.get_attribute("data-number")
    page.locator(f"mark.ev[data-numbers~='{number}']").first.hover()
    assert "lit" in (record.get_attribute("class") or "")
    page.mouse.move(0, 0)
    record.locator("summary").focus()
    assert "lit" in (page.locator(f"mark.ev[data-numbers~='{number}']").first.get_attribute("class") or "")
    mark.locator("a.ref").first.click()
    assert "#record-" in page.url


def test_a_file_is_uploaded(watched: Watched, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, "utf-8")
    page = watched.open("/stories/new", language="en")
    page.get_by_label("Or a file").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("Read, and not stored.").wait_for()
    assert page.locator(".record").count() >= 4
