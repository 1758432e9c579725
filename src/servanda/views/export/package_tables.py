"""The tables of the data package: those that all formats share, with what reading back needs, stories and decisions."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from servanda.model.decision import Decision
from servanda.model.pledge import Step
from servanda.register.shape import event_line, figure_line
from servanda.views.export.columns import EVENTS, FIGURES, PLEDGES, Column
from servanda.views.export.content import Content, Options, Told, citation
from servanda.views.export.tables import TABLES

SPANS = Column("spans", "list", "Where each sentence of `evidence` stands in the story's text: `first-end`.", "Места")
LEMMAS = Column("lemmas", "list", "Content words of `what` in dictionary form.", "Леммы")
STORIES = (
    Column("id", "text", "The story, by the id given at entry.", "Номер"),
    Column("date", "day", "Day of publication.", "День"),
    Column("source", "text", "The outlet's host or name as entered.", "Источник"),
    Column("url", "text", "The story's address as entered.", "Адрес"),
    Column("title", "text", "The story's title.", "Заголовок"),
    Column("outlet", "text", "The outlet as its imprint names it.", "Издание"),
    Column("language", "text", "ISO 639 code; only Russian is read.", "Язык"),
    Column("terms", "text", "The outlet's reprint terms, JSON.", "Условия"),
    Column("links", "list", "Addresses on other sites that its page links to.", "Ссылки"),
    Column("citation", "text", "Outlet, title, day and address.", "Ссылка на источник"),
    Column("length", "whole", "Characters of the text, which is not published here.", "Длина"),
    Column("events", "list", "Its events as the program coded them, before any correction, each as JSON.", "События"),
    Column("figures", "list", "Its figures as the program coded them, each as JSON.", "Показатели"),
)
DECISIONS = (
    Column("id", "whole", "The decision, in the order in which they were taken.", "Номер"),
    Column("verb", "text", "confirm, reject, correct, join, split, rate or undo.", "Что"),
    Column("subject", "text", "The event decided on.", "О чём"),
    Column("user", "text", "Who decided.", "Кто"),
    Column("time", "text", "When, ISO 8601 with its zone.", "Когда"),
    Column("reason", "text", "Why.", "Почему"),
    Column("other", "text", "The other event, where there is one.", "Другое"),
    Column("slot", "text", "The slot corrected.", "Поле"),
    Column("value", "text", "What it holds instead, or the status, JSON.", "Значение"),
    Column("undoes", "whole", "The decision that this one takes back.", "Отменяет"),
)
PACKAGE: dict[str, tuple[str, tuple[Column, ...]]] = {
    "pledges": (TABLES["pledges"].about, PLEDGES),
    "events": (TABLES["events"].about, (*EVENTS, SPANS, LEMMAS)),
    "figures": (TABLES["figures"].about, (*FIGURES, SPANS)),
    "stories": ("The stories read, without their texts.", STORIES),
    "decisions": ("What people decided about the register.", DECISIONS),
}


def event_extras(step: Step) -> dict[str, Any]:
    """The columns of an event that only the package has."""
    spans = step.spans or tuple((span.start, span.end) for span in step.event.evidence)
    return {"spans": [f"{first}-{end}" for first, end in spans], "lemmas": list(step.event.lemmas)}


def story_row(told: Told, content: Content, options: Options) -> dict[str, Any]:
    story = told.story
    return {
        "id": story.id,
        "date": story.date[:10] if story.date else None,
        "source": story.source,
        "url": story.url,
        "title": story.title,
        "outlet": story.imprint.outlet,
        "language": story.language,
        "terms": json.dumps(asdict(story.terms), ensure_ascii=False),
        "links": list(story.links),
        "citation": citation(story, content, options.language).text(),
        "length": len(story.text),
        "events": [event_line(event, story) for event in told.coding.events],
        "figures": [figure_line(figure, story) for figure in told.coding.figures],
    }


def decision_row(decision: Decision) -> dict[str, Any]:
    return asdict(decision)
