"""The guard in conftest.py, tried on tests of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ONE_SERVER = """
import socket
import threading

import pytest


def visit():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_plain():
    visit()


@pytest.mark.local_server
def test_marked():
    visit()
"""

OUTSIDE = """
import socket
import threading

import pytest


def swallow():
    try:
        socket.create_connection(("192.0.2.1", 80))
    except BaseException:
        pass


@pytest.mark.local_server
def test_address():
    socket.create_connection(("192.0.2.1", 80))


def test_name():
    socket.getaddrinfo("example.org", 443)


def test_datagram():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"?", ("192.0.2.1", 53))


def test_thread():
    thread = threading.Thread(target=swallow)
    thread.start()
    thread.join()
"""


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = local_server")
    return pytester


@pytest.mark.local_server
def test_loopback_is_open_to_marked_tests_only(guarded: pytest.Pytester) -> None:
    guarded.makepyfile(ONE_SERVER)
    guarded.runpytest_inprocess().assert_outcomes(passed=1, failed=1, errors=1)


def test_nothing_reaches_outside_even_when_the_failure_is_swallowed(guarded: pytest.Pytester) -> None:
    guarded.makepyfile(OUTSIDE)
    guarded.runpytest_inprocess().assert_outcomes(passed=1, failed=3, errors=4)
