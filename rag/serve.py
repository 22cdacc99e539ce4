"""The page's server: Streamlit, started as the program that this process becomes, on this machine only."""

import errno
import os
import socket
import sys
from importlib.resources import files
from pathlib import Path

from rag.config import Settings
from rag.errors import ServeError
from rag.library.library import Library

HOST = "127.0.0.1"
_MIB = 1024**2


def serve(settings: Settings, port: int) -> None:
    """Become the page's server and never return.

    Raises InputError or LibraryError where the library cannot be opened, ServeError where the port is taken.
    """
    Library.open(settings.library, settings).close()
    command, environment = serving_command(settings, port), serving_environment(settings)
    check_port(port)
    os.dup2(2, 1)  # what the server says is progress
    os.execve(command[0], command, environment)


def serving_command(settings: Settings, port: int) -> list[str]:
    """Return the command line that serves the page."""
    options = {
        "server.address": HOST,
        "server.port": port,
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
    }
    told = [f"--{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in options.items()]
    # -P: a folder of reports may hold a json.py, and must not be searched for modules.
    return [sys.executable, "-P", "-m", "streamlit", "run", str(_page()), *told]


def serving_environment(settings: Settings) -> dict[str, str]:
    """Return the environment of the server, which names the library to it."""
    return os.environ | {"FAZHI_LIBRARY": str(settings.library.absolute())}


def check_port(port: int) -> None:
    """Raise ServeError where this machine's `port` cannot be served from."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ServeError(
                    f"port {port} is taken by another program: stop that one, or give another with --port {port + 1}"
                ) from error
            raise ServeError(f"port {port} cannot be used ({error.strerror}): give another with --port 8501") from error


def _page() -> Path:
    page = Path(str(files("ui"))) / "app.py"
    if not page.is_file():
        raise ServeError("the page is not installed with this command: run `make install` and start it again")
    return page
