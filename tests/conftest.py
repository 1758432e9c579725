"""What all tests share: with SERVANDA_NO_SKIPS set, as in the project's gate, a skipped test fails the run."""

from __future__ import annotations

import os

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("SERVANDA_NO_SKIPS") and skipped:
        terminalreporter.write_line(f"{len(skipped)} tests were skipped, and none may be here", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("SERVANDA_NO_SKIPS") and reporter.stats.get("skipped"):
        session.exitstatus = 1
