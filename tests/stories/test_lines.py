"""Lines of a story (+) and of the page around it (- and the kind)."""

import pytest

from servanda.stories.letters import normalise
from servanda.stories.lines import body, lines
from servanda.stories.markup import blank

STORY = "Губернатор Орловской области Пётр Сомов обсудил с послом Вьетнама поставки станков и визит делегации в мае."


def kinds(text: str) -> list[tuple[str, str | None]]:
    return [(row.given, row.kind) for row in lines(text, normalise(blank(text)))]


def kind(line: str) -> str | None:
    """The kind of a line that stands below a story."""
    return kinds(f"{STORY}\n\n{line}")[-1][1]


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ("imprint", "© 2001-2024 АО «Вестник степи»"),
        ("imprint", "Copyright © «Вестник степи», 2024"),
        ("imprint", "Сетевое издание «Вестник степи» зарегистрировано Роскомнадзором 5 мая 2015 года."),
        ("imprint", "Свидетельство о регистрации СМИ Эл № ФС77-00001 выдано Роскомнадзором."),
        ("imprint", "Регистрационный номер серии ПИ № ТУ56-00123 от 1 июня 2012 г."),
        ("imprint", "Учредитель: Общество с ограниченной ответственностью «Степь»"),
        ("imprint", "Учредитель ГАУ «Издательский дом»"),
        ("imprint", "Главный редактор: Лугова Вера Ильинична"),
        ("imprint", "Главный редактор Лугова Вера Ильинична"),
        ("imprint", "Адрес редакции: 460000, г. Оренбург, ул. Новая, 1"),
        ("imprint", "Телефон: +7 (3532) 00-00-00"),
        ("imprint", "E-mail: news@example.ru"),
        ("imprint", "Возрастное ограничение 16+"),
        ("terms", "При перепечатке материалов ссылка на сайт обязательна."),
        ("terms", "При полном или частичном использовании материалов активная гиперссылка обязательна."),
        ("terms", "Использование материалов разрешается только с письменного согласия редакции."),
        ("terms", "Использование логотипа издания допускается только с письменного разрешения редакции."),
        ("terms", "Все права защищены."),
        ("terms", "Вся информация на сайте охраняется законодательством об авторском праве."),
        ("terms", "Перепечатка без ссылки на источник запрещена."),
        ("terms", "Редакция не несёт ответственности за содержание рекламы."),
        ("terms", "На информационном ресурсе применяются рекомендательные технологии."),
        ("share", "Поделиться"),
        ("share", "Поделиться в соцсетях"),
        ("share", "ВКонтакте Одноклассники Telegram"),
        ("share", "Комментарии (12)"),
        ("share", "Просмотров: 1 234"),
        ("share", "Нашли опечатку? Выделите её и нажмите Ctrl+Enter"),
        ("share", "Время чтения: 2 мин."),
        ("subscribe", "Подписывайтесь на наш Telegram-канал"),
        ("subscribe", "Подписаться"),
        ("subscribe", "🔔 Подпишись на «Степь сегодня»"),
        ("subscribe", "👉 Степь Live. Подписаться"),
        ("subscribe", "Читайте нас в Дзене"),
        ("subscribe", "Больше новостей — в нашем телеграм-канале"),
        ("subscribe", "Прислать новость"),
        ("subscribe", "🎯[Степь](https://t.me/stepnews) | [Чат](https://t.me/stepchat)"),
        ("mark", "@stepnews"),
        ("mark", "https://example.ru/news/12"),
        ("mark", "***"),
        ("credit", "Фото: пресс-служба губернатора"),
        ("credit", "Фото с сайта правительства области"),
        ("credit", "© Степь / Иван Снегов"),
        ("credit", "Автор: Иван Снегов"),
        ("credit", "Источник: ТАСС"),
        ("related", "Читайте также: Как живёт степной аэропорт"),
        ("related", "Материалы по теме"),
        ("tags", "Теги: Вьетнам, станки, визит"),
        ("tags", "#Орёл #Вьетнам #станки"),
        ("legal", "* Организация признана иностранным агентом"),
        ("legal", "*Деятельность компании запрещена в России как экстремистская"),
        ("advert", "Реклама. ООО «Ромашка», ИНН 0000000000, erid: 2VtzqwABCDE"),
        ("date", "5 мая 2024, 14:05"),
        ("date", "Опубликовано: 05.05.2024 в 14:05"),
        ("date", "Орёл, 5 мая 2024 года"),
    ],
)
def test_a_line_of_the_page(expected, line):
    assert kind(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Подписаться под соглашением намерены двенадцать областей.",
        "Подписано соглашение о дружбе с провинцией Хюэ",
        "Учредители совместного предприятия встретятся в Ханое.",
        "Главный редактор вьетнамской газеты приехал в Орёл с визитом.",
        "Источник: Орёл и Хюэ подпишут договор в июне",
        "Использование российских портов возможно после переговоров с Ханоем.",
        "При использовании воздушного пространства нужно разрешение Казахстана.",
        "Все права на месторождение принадлежат казахстанской стороне.",
        "Публикация договора запрещена до сентября, сообщил посол.",
        "Читателям показали выставку, подготовленную вместе с Минском.",
        "Комментарии дал посол: «Мы откроем рейс».",
        "Главное: стороны подпишут план в мае.",
        "Видеоконференция с Ташкентом пройдёт завтра.",
        "Автор проекта приехал из Шанхая.",
        "2 мая 2024 года стороны подписали план.",
        "В 2024 году экспорт вырос на 18%.",
        "Мы в максимальной степени заинтересованы в рейсе.",
        "Адресная помощь поступила из Минска.",
        "Темы переговоров согласуют послы.",
        "**Запрещены к вывозу из Казахстана станки и мазут**",
    ],
)
def test_a_line_of_the_story_stays(line):
    assert kind(line) is None


def test_titles_below_a_heading_of_related_stories_go_with_it():
    text = f"{STORY}\n\nЧитайте также\nКак живёт степной аэропорт\nПочему подорожал хлеб?\n\n{STORY}"
    assert [kind for _, kind in kinds(text)] == [None, "related", "related", "related", None]


def test_scraps_of_a_footer_go_with_the_imprint():
    text = f"{STORY}\n© 2001-2024 АО «Вестник степи»\nОбратиться в редакцию\nКарта сайта"
    assert [kind for _, kind in kinds(text)] == [None, "imprint", "imprint", "imprint"]


def test_terms_broken_over_two_lines():
    text = f"{STORY}\nПри полном или частичном использовании\nматериалов сайта гиперссылка обязательна."
    assert [kind for _, kind in kinds(text)] == [None, "terms", "terms"]


def test_a_footer_on_the_line_of_the_story_is_cut_off():
    text = f"{STORY} {STORY} © 2001-2024 АО «Вестник степи». При перепечатке ссылка обязательна."
    clean = normalise(blank(text))
    assert [span.of(text) for span in body(lines(text, clean), clean)] == [STORY, STORY]


def test_a_day_beside_the_title_is_that_of_the_page():
    text = f"Орёл и Ханой договорились\nВоскресенье, 5 мая\n{STORY}\nРейс откроют\n5 мая\n{STORY}"
    assert [kind for _, kind in kinds(text)] == [None, "date", None, None, None, None]


def test_wrapped_lines_are_one_stretch_and_paragraphs_are_not():
    text = "Стороны подпишут\nплан в мае.\nРейс откроют\n12 июня.\nГости уехали"
    clean = normalise(text)
    assert [span.of(text) for span in body(lines(text, clean), clean)] == [
        "Стороны подпишут\nплан в мае.",
        "Рейс откроют\n12 июня.",
        "Гости уехали",
    ]


def test_a_dateline_is_no_part_of_the_story():
    text = f"ОРЁЛ, 5 мая — РИА Новости. {STORY}"
    clean = normalise(text)
    assert [span.of(text) for span in body(lines(text, clean), clean)] == [STORY]


def test_a_name_alone_on_a_line_is_an_authors_unless_the_story_tells_of_him() -> None:
    by_author = "В Перми открыли мост\nИван Снегов\nМост построили за год."
    assert [row.kind for row in lines(by_author, by_author)] == [None, "credit", None]
    of_him = "Мэр открыл мост\nИван Снегов\nМост построили за год, сказал Снегов."
    assert [row.kind for row in lines(of_him, of_him)] == [None, None, None]
