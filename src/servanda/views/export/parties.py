"""Parties of an event as other vocabularies want them: country codes, and who visits whom."""

from __future__ import annotations

from functools import lru_cache

from servanda.model.event import Event
from servanda.views.export.places import polity_of


@lru_cache(maxsize=4096)
def alpha2(code: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of the country that a polity is or lies in; None for a union of states."""
    import pycountry

    country = code.split("/")[0].split("-")[0]
    return country if len(country) == 2 and pycountry.countries.get(alpha_2=country) else None


@lru_cache(maxsize=4096)
def alpha3(code: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of the country that a polity is or lies in; None for a union of states."""
    import pycountry

    country = pycountry.countries.get(alpha_2=alpha2(code) or "--")
    return str(country.alpha_3) if country else None


def host_of(event: Event) -> str | None:
    """The party in whose polity the event's place lies, where there is just one."""
    held_in = polity_of(event.where)
    if held_in is None:
        return None
    hosts = [code for code in event.polities if _holds(code, held_in)]
    if not hosts:
        hosts = [code for code in event.polities if code.split("-")[0] == held_in.split("-")[0]]
    return hosts[0] if len(hosts) == 1 else None


def visitors_first(event: Event) -> tuple[str, ...]:
    """The parties with the host last; as they stand where the host is not known."""
    host = host_of(event)
    return (*(code for code in event.polities if code != host), host) if host else event.polities


def _holds(code: str, inner: str) -> bool:
    return inner == code or inner.startswith((f"{code}-", f"{code}/"))
