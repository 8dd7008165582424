"""The web server of the service, as a process of its own: granian over WSGI, one process with a few threads."""

from __future__ import annotations

import sys

THREADS = 4
"""Requests at once. SQLite writes one at a time; more threads only wait."""


def main(host: str, port: int) -> None:
    """Serve until told to end."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "livingproof.app.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
