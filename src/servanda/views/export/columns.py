"""The columns of the tables: name, type, what it holds in English (for the codebook), its heading in Russian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "list", "number", "whole", "day", "yes"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `type` `list` is a list of texts, `whole` a number without fraction, `day` an ISO day."""

    name: str
    type: Type
    about: str
    heading: str
    wide: int = 14
    """Width in a spreadsheet, in characters."""


def _c(name: str, type: Type, heading: str, about: str, wide: int = 14) -> Column:
    return Column(name, type, about, heading, wide)


_CITED = (
    _c(
        "citation",
        "text",
        "Ссылка на источник",
        "Outlet, title, day and address: to be given with every quotation.",
        50,
    ),
    _c("link", "text", "Адрес", "The story's address, http or https; empty where none is known.", 36),
)
_STORY = (
    _c("outlet", "text", "Издание", "The outlet as its imprint names it.", 20),
    _c("source", "text", "Источник", "The outlet's host or name as entered.", 18),
    _c("title", "text", "Заголовок", "The story's title.", 40),
)
PLEDGES = (
    _c("id", "text", "Номер", "The pledge; the id of its earliest event."),
    _c("what", "text", "О чём", "The thing agreed, opened, built, in the nominative.", 44),
    _c("kind", "text", "Вид", "Kind of the act: one of the nine of the codebook."),
    _c(
        "polities",
        "list",
        "Стороны",
        "Codes of the parties: ISO 3166-1, ISO 3166-2, region/city, or an organisation of states.",
        22,
    ),
    _c("status", "text", "Состояние", "How it stands on the day `as_of`."),
    _c("as_of", "day", "На день", "The day on which the status holds."),
    _c("since", "day", "С дня", "The day since which it has stood so."),
    _c("first_due", "text", "Первый срок", "The first due date named, EDTF."),
    _c("due", "text", "Срок", "The due date that holds, EDTF."),
    _c("due_day", "day", "Последний день", "The last day of the due date."),
    _c("kept_on", "text", "Исполнено", "When it was kept, EDTF."),
    _c("days", "whole", "Дней", "Kept: days late (negative: early). Overdue: days since the due date."),
    _c("promised_times", "whole", "Обещано раз", "How often it was promised anew."),
    _c("slips", "whole", "Переносов", "How often the due date was moved."),
    _c("slip_days", "whole", "Перенос, дней", "By how many days in all (positive: to later)."),
    _c("last_news", "day", "Последняя весть", "Day of the last story that tells of it."),
    _c("announced", "yes", "Объявлено", "No for a lone act that nobody had announced before."),
    _c("decided_by", "text", "Решил", "Who set the status, where a person did."),
    _c("decided_why", "text", "Почему", "The reason that this person gave.", 30),
    _c("events", "whole", "Событий", "Number of its events."),
    _c("stories", "whole", "Публикаций", "Number of the stories that tell of it."),
    _c("quotation", "text", "Цитата", "The sentences that the status rests on, as published.", 60),
    *_CITED,
)
EVENTS = (
    _c("id", "text", "Номер", "The event."),
    _c("pledge", "text", "Обязательство", "The pledge that it belongs to."),
    _c("story", "text", "Публикация", "The story that reports it, by the id given at entry.", 20),
    _c("published", "day", "Опубликовано", "Day of publication."),
    _c("kind", "text", "Вид", "Kind of the act: one of the nine of the codebook."),
    _c("stage", "text", "Стадия", "How far it had come on the day of the story: one of the nine of the codebook."),
    _c(
        "polities",
        "list",
        "Стороны",
        "Codes of the parties: ISO 3166-1, ISO 3166-2, region/city, or an organisation of states.",
        22,
    ),
    _c("actors", "list", "Участники", "People and organisations named as taking part.", 30),
    _c("what", "text", "О чём", "The thing agreed, opened, built, in the nominative.", 44),
    _c("when", "text", "Когда", "When the act itself takes place, EDTF."),
    _c("when_first", "day", "Первый день", "First day of `when`."),
    _c("when_last", "day", "Последний день", "Last day of `when`."),
    _c("where", "text", "Где", "The place, in the nominative."),
    _c("within", "text", "В рамках", "The gathering in whose frame it happens.", 24),
    _c("fields", "list", "Области", "What the cooperation is about."),
    _c("speaker", "text", "Кто сообщил", "Who says so, where the story attributes it.", 20),
    _c("plover", "text", "PLOVER", "PLOVER event category."),
    _c("plover_modes", "list", "PLOVER, способ", "PLOVER modes."),
    _c("cameo", "text", "CAMEO", "CAMEO code with its leading zero."),
    _c("goldstein", "number", "Гольдштейн", "Goldstein score of the CAMEO code, -10 to 10."),
    _c(
        "quad",
        "whole",
        "Квадрант",
        "GDELT's quad class: 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict.",
    ),
    _c("sure", "number", "Уверенность", "How certain the coder is that this is an event of the codebook, 0 to 1."),
    _c("evidence", "list", "Цитаты", "Every sentence that mentions the event, as published.", 60),
    *_CITED,
    *_STORY,
    _c("reprint_of", "text", "Перепечатка", "The earlier story with the same text: a reprint does not count again."),
    _c("corrected", "list", "Исправлено", "Slots that a person has corrected."),
)
FIGURES = (
    _c("id", "text", "Номер", "The figure.", 20),
    _c("story", "text", "Публикация", "The story that gives it.", 20),
    _c("published", "day", "Опубликовано", "Day of publication."),
    _c("measure", "text", "Показатель", "What is measured: one of the measures of the codebook.", 18),
    _c(
        "polities",
        "list",
        "Стороны",
        "Codes of the parties; one code where it is a polity's relation with the world.",
        22,
    ),
    _c("period", "text", "Период", "The period measured, EDTF."),
    _c("period_first", "day", "Первый день", "First day of the period."),
    _c("period_last", "day", "Последний день", "Last day of the period."),
    _c("value", "number", "Значение", "The quantity in its base unit (340000000, not 340).", 18),
    _c("unit", "text", "Единица", "USD, RUB, %, people, t, flights/week…"),
    _c("change", "number", "Изменение, %", "Change in per cent, signed."),
    _c("direction", "text", "Направление", "`up` or `down` where the story gives no number."),
    _c("evidence", "list", "Цитаты", "The sentences that give it, as published.", 60),
    *_CITED,
    *_STORY,
)
