"""What every test runs under: no network, and the same examples every time."""

from __future__ import annotations

import os
import socket
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from benchmarks import fixtures
from credaudit.pipeline import Auditor, Options, load_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.fixtures import Outcome
    from credaudit.reading.library import Library

SHOWN_CROSSTALK = 12

settings.register_profile("credaudit", derandomize=True, deadline=None)
settings.load_profile("credaudit")


def _loopback(host: object) -> bool:
    if host in {"", "localhost", None}:
        return True
    try:
        return ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that reaches for the network; loopback is open to tests marked `local_server`."""
    local_server = request.node.get_closest_marker("local_server") is not None
    attempts: list[str] = []

    def refuse(host: object) -> None:
        if local_server and _loopback(host):
            return
        attempts.append(str(host))
        # An outcome, not an Exception: no handler in the code under test can swallow it.
        pytest.fail(f"the test reached for the network: {host}")

    def guarded(method: Callable[..., object]) -> Callable[..., object]:
        def call(self: socket.socket, *arguments: object) -> object:
            address = arguments[-1]  # connect(address), sendto(data, [flags,] address)
            if self.family != socket.AF_UNIX:
                refuse(address[0] if isinstance(address, tuple) else address)
            return method(self, *arguments)

        return call

    def look_up(method: Callable[..., object]) -> Callable[..., object]:
        def call(host: object, *arguments: object, **options: object) -> object:
            refuse(host.decode() if isinstance(host, bytes) else host)
            return method(host, *arguments, **options)

        return call

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        monkeypatch.setattr(socket, name, look_up(getattr(socket, name)))
    yield
    # A thread's outcome is lost with the thread.
    assert not attempts, f"the test reached for the network: {', '.join(attempts)}"


def _outside(variable: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set")
    folder = Path(value)
    if not folder.is_dir():
        pytest.fail(f"{variable} names no folder: {folder}")
    return folder


@pytest.fixture
def seeds() -> Path:
    """Return the folder of outside documents named by CREDAUDIT_SEEDS."""
    return _outside("CREDAUDIT_SEEDS")


@pytest.fixture
def labelled() -> Path:
    """Return the folder of labelled outside documents named by CREDAUDIT_DATA."""
    return _outside("CREDAUDIT_DATA")


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the shipped rules and knowledge, compiled once."""
    return load_library()


@pytest.fixture(scope="session")
def rule_ids(library: Library) -> set[str]:
    """Return the id of every shipped rule."""
    return set(library.rulebook.rules)


@pytest.fixture(scope="session")
def auditor(library: Library) -> Auditor:
    """Return an auditor as `credaudit audit` makes one."""
    return Auditor(Options(), library)


@pytest.fixture(scope="session")
def outcomes(auditor: Auditor) -> Mapping[str, Outcome]:
    """Return fixture name → its document and audit."""
    return {fixture.name: fixtures.audit(fixture, auditor) for fixture in fixtures.load()}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the other rules that speak in a rule's clear examples: nothing to fail for, something to look at."""
    for report in terminalreporter.getreports("passed"):
        for name, crossed in report.user_properties:
            if name == "crosstalk" and crossed:
                terminalreporter.write_sep("-", f"crosstalk over clear examples: {len(crossed)}")
                for line in crossed[:SHOWN_CROSSTALK]:
                    terminalreporter.write_line(line)
