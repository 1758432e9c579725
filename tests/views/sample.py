"""A small made-up register for the tests and for the examples in docs/formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.model.decision import Decision
from servanda.model.event import FIELDS, Coding, Event, Figure
from servanda.model.pledge import Pledge, Step
from servanda.model.span import Span
from servanda.model.status import STATUSES, Change, Slip, Status
from servanda.model.story import Imprint, ReprintTerms, Story
from servanda.register import series as series_
from servanda.register.dossier import Dossier
from servanda.register.dossier import dossier as made_dossier
from servanda.views.export.content import Content, Measured, Told

ASKS = ReprintTerms(
    reference_required=True,
    active_link_required=True,
    quote="При перепечатке активная ссылка на «Вести Прибелья» обязательна.",
)
TERMS = {"vesti.example": ASKS}
FLIGHT = "Стороны договорились открыть в сентябре прямой рейс Уфа — Ташкент."
LATER = "Запуск рейса из Уфы в Ташкент перенесён на март 2024 года, сообщил перевозчик «Прибелье-Авиа»."
OPENED = "Первый самолёт из Уфы приземлился в Ташкенте 28 марта."
FORUM = "«Ждём коллег из Костаная на форуме „Соседи“ 14 июня», — сказал министр Пётр Кедров."
PLANT = "Завод кабельной арматуры достроят в Костанае до конца 2024 года."
TRADE = "Товарооборот Башкирии и Узбекистана вырос в прошлом году на 15% и достиг 340 млн долларов."
STORIES = {
    "s1": ("2023-05-02", "https://vesti.example/2023/05/02/reis", "Рейс до Ташкента откроют осенью", (FLIGHT, TRADE)),
    "s2": ("2023-09-20", "https://vesti.example/2023/09/20/perenos", "Рейс до Ташкента отложили", (LATER,)),
    "s3": ("2024-03-29", "https://aviakurier.example/news/77", "Самолёт из Уфы — впервые в Ташкенте", (OPENED,)),
    "s4": ("2024-04-10", "https://vesti.example/2024/04/10/forum", "Форум «Соседи» ждёт гостей", (FORUM, PLANT)),
}
OUTLETS = {"vesti.example": "Вести Прибелья", "aviakurier.example": "Авиакурьер"}


def step(id: str, story: str, event: Event, *sentences: str) -> Step:
    """A step of one of the made-up stories."""
    date, url, title, told = STORIES[story]
    source = url.split("/")[2]
    text = " ".join(told)
    spans = tuple((text.index(sentence), text.index(sentence) + len(sentence)) for sentence in sentences)
    event = replace(event, evidence=tuple(Span(*pair) for pair in spans))
    return Step(id, story, date, event, sentences, source, url, title, OUTLETS[source], spans=spans)


ROUTE = ("RU-BA/Уфа", "UZ-TK")
FLYING = Event(
    "connection", "agreed", ROUTE, what="прямой рейс Уфа — Ташкент", when="2023-09", fields=("transport",),
    lemmas=("рейс", "уфа", "ташкент"),
)  # fmt: skip
PUT_OFF = replace(FLYING, stage="postponed", when="2024-03", actors=("Прибелье-Авиа",))
STEPS = (
    step("e1f0a9c2d4b80001", "s1", FLYING, FLIGHT),
    step("e1f0a9c2d4b80002", "s2", PUT_OFF, LATER),
    step("e1f0a9c2d4b80003", "s3", replace(FLYING, stage="done", when="2024-03-28"), OPENED),
    step(
        "e1f0a9c2d4b80004", "s4",
        Event(
            "gathering", "proposed", ("KZ-39", "RU-BA"), ("Пётр Кедров",), "форум «Соседи»", "2024-06-14", "Уфа",
            fields=("trade",), speaker="Пётр Кедров", sure=0.93,
        ),
        FORUM,
    ),
    step(
        "e1f0a9c2d4b80005", "s4",
        Event(
            "project", "intended", ("KZ-39", "RU-BA"), what="завод кабельной арматуры", when="../2024", where="Костанай"
        ),
        PLANT,
    ),
)  # fmt: skip
PLEDGES = (
    Pledge(
        "e1f0a9c2d4b80001", "прямой рейс Уфа — Ташкент", "connection", ROUTE, STEPS[:3],
        Status(
            "kept", "2025-02-01", "2024-03-29", "e1f0a9c2d4b80003", "2023-09", "2024-03", "2024-03-31", "2024-03-28",
            -3, 1,
            (Slip("2023-09", "2024-03", 183, "e1f0a9c2d4b80002"),),
            (
                Change("2023-05-02", "promised", "e1f0a9c2d4b80001", "2023-09"),
                Change("2023-09-20", "postponed", "e1f0a9c2d4b80002", "2024-03"),
                Change("2024-03-29", "kept", "e1f0a9c2d4b80003", "2024-03"),
            ),
            "2024-03-29",
        ),
    ),
    Pledge(
        "e1f0a9c2d4b80004", "форум «Соседи»", "gathering", ("KZ-39", "RU-BA"), STEPS[3:4],
        Status(
            "considered", "2025-02-01", "2024-04-10", "e1f0a9c2d4b80004", "2024-06-14", "2024-06-14", "2024-06-14",
            changes=(Change("2024-04-10", "considered", "e1f0a9c2d4b80004", "2024-06-14"),), last_news="2024-04-10",
        ),
    ),
    Pledge(
        "e1f0a9c2d4b80005", "завод кабельной арматуры", "project", ("KZ-39", "RU-BA"), STEPS[4:],
        Status(
            "overdue", "2025-02-01", "2025-01-01", None, "../2024", "../2024", "2024-12-31", days=32, promised_times=1,
            changes=(
                Change("2024-04-10", "promised", "e1f0a9c2d4b80005", "../2024"),
                Change("2025-01-01", "overdue", None, "../2024"),
            ),
            last_news="2024-04-10",
        ),
    ),
)  # fmt: skip
FIGURES = (
    Measured(
        "s1#0", "s1", "2023-05-02",
        Figure("trade turnover", ("RU-BA", "UZ"), "2022", 340000000.0, "USD", 15.0, STEPS[0].event.evidence),
        (TRADE,), "vesti.example", STORIES["s1"][1], STORIES["s1"][2], "Вести Прибелья",
    ),
    Measured(
        "s4#0", "s4", "2024-04-10", Figure("companies", ("KZ-39", "RU-BA"), None, None, None, "up"), (PLANT,),
        "vesti.example", STORIES["s4"][1], STORIES["s4"][2], "Вести Прибелья",
    ),
)  # fmt: skip
DECISIONS = (
    Decision(1, "confirm", "e1f0a9c2d4b80003", "анна", "2024-04-01T09:00:00+00:00", "видела в расписании аэропорта"),
)


def stories() -> Iterator[Told]:
    for id, (date, url, title, told) in STORIES.items():
        text, source = " ".join(told), url.split("/")[2]
        events = tuple(step.event for step in STEPS if step.story == id)
        figures = (replace(FIGURES[0].figure, evidence=(Span(len(FLIGHT) + 1, len(text)),)),) if id == "s1" else ()
        story = Story(
            id, text, text, (Span(0, len(text)),), None, title, date, source, url,
            imprint=Imprint(outlet=OUTLETS[source]), terms=TERMS.get(source, ReprintTerms()),
        )  # fmt: skip
        yield Told(story, Coding(events, figures))


def content(pledges: tuple[Pledge, ...] = PLEDGES, figures: tuple[Measured, ...] = FIGURES) -> Content:
    """The made-up register as on 1 February 2025."""
    return Content(
        iter(pledges), iter(figures), stories(), iter(DECISIONS), "2025-02-01",
        lambda source: TERMS.get(source or "", ReprintTerms()),
    )  # fmt: skip


TRADE_TOLD = (
    ("2020", 210.0, None),
    ("2021", 265.5, 26.4),
    ("2022", 340.0, 15.0),
    ("2022", 329.0, None),
    ("2023", 401.0, 18.0),
)


def series() -> tuple[series_.Figures, ...]:
    """Trade over four years, one of them told in two ways."""
    points: dict[str, list[series_.Reading]] = {}
    for number, (period, millions, change) in enumerate(TRADE_TOLD):
        sentence = f"За {period} год товарооборот составил {millions} млн долларов, подсчитали в ведомстве ({number})."
        figure = Figure("trade turnover", ("RU-BA", "UZ"), period, millions * 1e6, "USD", change)
        day, address = f"{int(period) + 1}-02-0{number + 1}", f"https://vesti.example/trade/{number}"
        reading = series_.Reading(figure, (sentence,), f"t{number}", day, "vesti.example", address, "Вести Прибелья")
        points.setdefault(period, []).append(reading)
    made = tuple(series_.Point(period, tuple(found), len(found) > 1) for period, found in points.items())
    return (series_.Figures("trade turnover", ("RU-BA", "UZ"), made),)


def many(number: int) -> tuple[Pledge, ...]:
    """As many pledges as asked for, of all statuses, with three quotations each."""
    return tuple(one_of_many(at) for at in range(number))


def one_of_many(at: int) -> Pledge:
    status, what = STATUSES[at % len(STATUSES)], f"проект № {at} в сфере соседства"
    steps = tuple(
        replace(
            STEPS[0], id=f"{at:012x}{stage:04x}", story=f"m{at}-{stage}", date=f"{2022 + stage}-03-{1 + at % 28:02}",
            event=Event(
                "project", name, ("RU-BA", "UZ"), (f"Пётр Кедров-{at % 40}",), what, fields=(FIELDS[at % len(FIELDS)],)
            ),
            sentences=(f"Проект № {at} обсуждали в {2022 + stage} году: стороны подтвердили сроки.",),
            url=f"https://vesti.example/{at}/{stage}", title=f"Проект № {at}: что решили соседи в {2022 + stage} году",
        )
        for stage, name in enumerate(("considered", "agreed", "underway"))
    )  # fmt: skip
    standing = Status(
        status, "2025-02-01", "2024-04-01", steps[2].id, "2023", "2024-33", "2024-03-31",
        "2024-03-30" if "kept" in status else None, 306 if status == "overdue" else None, 2,
        (Slip("2023", "2024-33", 91, steps[1].id),) if at % 3 else (), (), steps[2].date,
    )  # fmt: skip
    return Pledge(steps[0].id, what, "project", ("RU-BA", "UZ"), steps, standing)


def meeting(at: int) -> Pledge:
    """A meeting that nobody had announced."""
    what, day = f"встреча министров ({at})", f"2024-0{1 + at}-15"
    event = Event("meeting", "done", ("RU-BA", "UZ"), ("Пётр Кедров",), what, day, "Ташкент")
    told = replace(
        STEPS[2], id=f"a{at:015x}", story=f"v{at}", event=event, url=f"https://vesti.example/v/{at}",
        sentences=(f"Министры встретились в Ташкенте, это уже {at + 1}-я встреча.",),
    )  # fmt: skip
    status = Status("kept", "2025-02-01", told.date, told.id, kept_on=day, last_news=told.date)
    return Pledge(told.id, what, "meeting", event.polities, (told,), status, promised=False)


def dossier(number: int = 0, pledges: tuple[Pledge, ...] = PLEDGES) -> Dossier:
    """What the made-up register holds of Bashkortostan and Uzbekistan, with `number` pledges more."""
    every = (*pledges, *many(number), *(meeting(at) for at in range(3)))
    return made_dossier(("RU-BA", "UZ"), "2025-02-01", every, series())
