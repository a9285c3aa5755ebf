"""A wire to the served county that can be cut: before anything gets through, or after the county has got it."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class Wire:
    """Passes bytes on at a port of its own. `is_down`: nothing gets through.

    `lost` answers to posts of reports are still to get lost: the county receives and does, nobody hears.
    """

    def __init__(self, site: str) -> None:
        to = urlsplit(site)
        self.to = (to.hostname, to.port)
        self.is_down = False
        self.lost = 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self.server.accept()
                if self.is_down:
                    here.close()
                    continue
                threading.Thread(target=self.carry, args=(here,), daemon=True).start()

    def carry(self, here: socket.socket) -> None:
        there = socket.create_connection(self.to)
        losing = threading.Event()
        back = threading.Thread(target=self.bring_back, args=(there, here, losing), daemon=True)
        back.start()
        with contextlib.suppress(OSError):
            while data := here.recv(65536):
                if self.is_down:
                    break
                if self.lost and b"POST /field/entries/" in data:
                    self.lost -= 1
                    losing.set()
                there.sendall(data)
        close(there)

    def bring_back(
        self, there: socket.socket, here: socket.socket, losing: threading.Event
    ) -> None:
        with contextlib.suppress(OSError):
            while data := there.recv(65536):
                if losing.is_set() or self.is_down:
                    break
                here.sendall(data)
        close(here)
        close(there)

    def close(self) -> None:
        close(self.server)


def close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
