"""What is told of a source before it is kept."""

import pytest

from servanda.errors import SourceError
from servanda.sources.fetched import Fetched
from servanda.sources.source import Source
from servanda.sources.trial import trial
from servanda.stories.outlet import asked

RSS = "<rss><channel><title>Степь</title>{}</channel></rss>".format(
    "".join(f"<item><title>Новость {n}</title><link>/n/{n}</link></item>" for n in range(5))
)
SECTION = "".join(f"<a href='/2024/0{n}/delo.html'>Губернатор принял гостей номер {n}</a>" for n in range(4))
POST = (
    '<div class="tgme_channel_info_header_title">Степь</div><div data-post="step/{0}">'
    '<div class="tgme_widget_message_text">Рейс {0} откроют осенью</div></div>'
)
HOME = "<p>Степь</p><footer>При перепечатке материалов гиперссылка на сайт обязательна.</footer>"


class Table:
    """Answers by address, 404 for all others; logs what is asked."""

    def __init__(self, **pages: str) -> None:
        self.pages = {name.replace("_", "/"): page for name, page in pages.items()}
        self.asked: list[str] = []

    def get(self, address, **conditions):
        self.asked.append(address)
        path = address.removeprefix("https://").partition("/")[2]
        page = self.pages.get(path)
        return Fetched(address, 404 if page is None else 200, (page or "").encode())


def test_a_feed_and_the_page_that_names_it():
    web = Table(rss=RSS, home='<link rel="alternate" type="application/rss+xml" href="/rss">')
    found = trial("www.step.example/home", web)
    assert found.source == Source("https://www.step.example/rss", "feed", "Степь")
    assert (found.count, found.titles, found.outlet) == (5, ("Новость 0", "Новость 1", "Новость 2"), "step.example")
    assert found.page is None
    assert len(web.asked) == len(set(web.asked)) == 3


def test_a_section_page():
    found = trial("https://step.example/news", Table(news=SECTION, **{"": HOME}))
    assert (found.source.kind, found.count) == ("section", 4)
    assert found.titles[0] == "Губернатор принял гостей номер 0"
    assert found.home == "https://step.example/"
    assert found.page == HOME
    assert asked(found.page).active_link_required


def test_a_channel():
    web = Table(s_step="".join(POST.format(n) for n in range(1, 4)))
    for address in ("@step", "t.me/step", "https://t.me/s/step"):
        found = trial(address, web)
        assert (found.source.kind, found.source.name, found.count) == ("telegram", "Степь", 3)
        assert found.titles[0] == "Рейс 1 откроют осенью"
        assert found.page is None


@pytest.mark.parametrize("address", ["step.example/none", "ftp://step.example/", "@s", ""])
def test_what_is_no_source(address):
    with pytest.raises(SourceError):
        trial(address, Table())
