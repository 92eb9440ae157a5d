"""What every test shares: English unless a test says otherwise, and no way out to a network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tui import wording

# Machines differ in speed; a slow example is no wrong one. The seed is fixed so that a
# failure seen once is seen again.
settings.register_profile("fairhand", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("fairhand")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with wording.using("en"):
        yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def guarded(name: str) -> None:
        real = getattr(socket.socket, name)

        def refuse(self: socket.socket, *given: Any) -> Any:
            address = given[-1] if given else None
            here = isinstance(address, tuple) and address[0] in {"127.0.0.1", "::1"}
            if self.family in {socket.AF_INET, socket.AF_INET6} and not here:
                pytest.fail(f"something tried to reach {address!r}")
            return real(self, *given)

        monkeypatch.setattr(socket.socket, name, refuse)

    for name in ("connect", "connect_ex", "sendto"):
        guarded(name)

    def look_up(host: Any, *rest: Any, **more: Any) -> Any:
        pytest.fail(f"something looked up {host!r}")

    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        monkeypatch.setattr(socket, name, look_up)
