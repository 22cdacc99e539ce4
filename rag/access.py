"""Who may come in: the login that is configured, and whose address stands in a list."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from rag.config import Access
from rag.errors import ServeError

EVERYONE = "*"
DEFAULT_PROVIDER = ""
_SHARED = {"redirect_uri", "cookie_secret"}
_OF_A_PROVIDER = {"client_id", "client_secret", "server_metadata_url"}
_CALLBACK = "/oauth2callback"
_SECRET = 32


def providers(file: Path) -> tuple[str, ...]:
    """Return the names of the OpenID providers that a secrets file configures, none where it has no [auth].

    The one that stands in [auth] itself is DEFAULT_PROVIDER. Raises ServeError where the file cannot be read or lacks
    something that a login needs.
    """
    auth = _auth(file)
    if not auth:
        return ()
    named = {name: value for name, value in auth.items() if isinstance(value, dict) and name != "client_kwargs"}
    found = named or {DEFAULT_PROVIDER: auth}
    lacking = {name for name in _SHARED if not auth.get(name)}
    lacking |= {name for section in found.values() for name in _OF_A_PROVIDER if not section.get(name)}
    if lacking:
        raise ServeError(f"[auth] in {file} lacks {', '.join(sorted(lacking))}: add it, as docs/web.md shows")
    if not str(auth["redirect_uri"]).startswith(("http://", "https://")) or not str(auth["redirect_uri"]).endswith(
        _CALLBACK
    ):
        raise ServeError(f"redirect_uri in {file} is not the page's whole address: end it with {_CALLBACK}")
    if len(str(auth["cookie_secret"])) < _SECRET:
        raise ServeError(f"cookie_secret in {file} can be guessed: give it {_SECRET} random characters or more")
    return tuple(found)


def check_readers(access: Access) -> None:
    """Raise ServeError where a login is configured and nobody could come in by it."""
    if providers(access.secrets) and not (*access.readers, *access.editors):
        raise ServeError(
            "login is configured and nobody may read: name addresses or @domains in [access] readers of fazhi.toml, "
            'or ["*"] for everyone who logs in'
        )


def is_listed(claims: Mapping[str, object], people: Sequence[str]) -> bool:
    """Tell whether the person that a provider vouches for stands in a list of addresses, @domains and EVERYONE.

    An address that the provider calls unverified is nobody's.
    """
    if EVERYONE in people:
        return True
    address = _folded(str(claims.get("email") or ""))
    name, at, domain = address.rpartition("@")
    if not (name and domain) or str(claims.get("email_verified", True)).lower() != "true":
        return False
    return any(_folded(one) in (address, at + domain) for one in people)


def _auth(file: Path) -> dict[str, object]:
    if not file.exists():
        return {}
    try:
        auth = tomllib.loads(file.read_text(encoding="utf-8")).get("auth", {})
    except (OSError, ValueError) as error:
        line = " ".join(str(error).split())[:200]
        raise ServeError(f"the secrets in {file} cannot be read ({line}): mend the file") from error
    return auth if isinstance(auth, dict) else {}


def _folded(address: str) -> str:
    """Return an address in the form that is compared: letters that only look like ASCII's stay what they are."""
    address = address.strip()
    return address.casefold() if address.isascii() else address
