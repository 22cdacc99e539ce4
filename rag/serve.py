"""The page's server: Streamlit, started as the program that this process becomes; on this machine only unless told."""

import errno
import ipaddress
import os
import socket
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from rag.access import check_readers, providers
from rag.config import Settings
from rag.errors import ServeError
from rag.library.library import Library

_MIB = 1024**2


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is served: an address of this machine and a port, let open to other machines without a login."""

    host: str = "127.0.0.1"
    port: int = 8501
    open_to_all: bool = False


def serve(settings: Settings, place: Place) -> None:
    """Become the page's server and never return.

    Raises InputError or LibraryError where the library cannot be opened, ServeError where the place cannot be served.
    """
    check_access(settings, place)
    Library.open(settings.library, settings).close()
    command, environment = serving_command(settings, place), serving_environment(settings, place)
    check_port(place)
    os.dup2(2, 1)  # what the server says is progress
    os.execve(command[0], command, environment)


def check_access(settings: Settings, place: Place) -> None:
    """Raise ServeError where the page could be reached from other machines and nothing says who may come in."""
    check_readers(settings.access)
    if not (place.open_to_all or is_loopback(place.host) or providers(settings.access.secrets)):
        raise ServeError(
            f"{place.host} can be reached from other machines, and no login is configured: "
            "configure one as docs/web.md shows, serve on 127.0.0.1, or let everyone in with --open-to-all"
        )


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serving_command(settings: Settings, place: Place) -> list[str]:
    """Return the command line that serves the page."""
    options = {
        "server.address": place.host,
        "server.port": place.port,
        "server.headless": True,  # opens no browser and asks for no e-mail address
        "server.showEmailPrompt": False,
        "server.fileWatcherType": "none",
        "server.enableXsrfProtection": True,
        "server.enableCORS": True,
        "server.maxUploadSize": max(1, settings.reading.file_size // _MIB),
        "browser.gatherUsageStats": False,
        "logger.hideWelcomeMessage": False,  # which tells the address, once it can be opened
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "secrets.files": settings.access.secrets.absolute(),
    }
    told = [f"--{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in options.items()]
    # -P: a folder of reports may hold a json.py, and must not be searched for modules.
    return [sys.executable, "-P", "-m", "ui", "run", str(_server()), *told]


def serving_environment(settings: Settings, place: Place) -> dict[str, str]:
    """Return the environment of the server, which tells it the library and whether strangers come in."""
    told = {
        "FAZHI_LIBRARY": str(settings.library.absolute()),
        "FAZHI_ACCESS__SECRETS": str(settings.access.secrets.absolute()),
        "FAZHI_ACCESS__OPEN": str(not is_loopback(place.host)).lower(),
    }
    return os.environ | told


def check_port(place: Place) -> None:
    """Raise ServeError where the place cannot be served from."""
    try:
        family, *_, address = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise ServeError(f"{place.host} is no address ({error.strerror}): give one with --host 127.0.0.1") from error
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise _cannot_bind(place, error) from error


def _cannot_bind(place: Place, error: OSError) -> ServeError:
    if error.errno == errno.EADDRINUSE:
        free = place.port + 1
        return ServeError(
            f"port {place.port} is taken by another program: stop that one, or give another with --port {free}"
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return ServeError(f"{place.host} is no address of this machine: give one of its own, or 0.0.0.0 for all")
    return ServeError(f"port {place.port} cannot be used ({error.strerror}): give another with --port 8501")


def _server() -> Path:
    server = Path(str(files("ui"))) / "server.py"
    if not server.is_file():
        raise ServeError("the page is not installed with this command: run `make install` and start it again")
    return server
