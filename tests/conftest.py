"""What every test runs under: no network, and the same examples every time."""

from __future__ import annotations

import os
import socket
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
