"""What all tests share: with SERVANDA_NO_SKIPS set, as in the project's gate, a test that needs PostgreSQL or Chromium
and is skipped fails the run."""

from __future__ import annotations

import os

import pytest

SERVED = frozenset({"postgres", "browser"})
"""Markers of tests whose servers the gate installs, so that none of them may be skipped there."""


def _skipped(reporter: pytest.TerminalReporter) -> list[str]:
    if not os.environ.get("SERVANDA_NO_SKIPS"):
        return []
    return [report.nodeid for report in reporter.stats.get("skipped", []) if SERVED & set(report.keywords)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name in _skipped(terminalreporter):
        terminalreporter.write_line(f"skipped, and may not be here: {name}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and _skipped(reporter):
        session.exitstatus = 1
