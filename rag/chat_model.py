"""The door to the openai package: a text from any OpenAI-compatible server, or one line saying why there is none."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, cast
from urllib.parse import SplitResult, urlsplit

import openai

from rag.config import ModelServer
from rag.errors import InputError, ModelRefusalError, ModelServerError

if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletionMessageParam

_HEADERS = {"host", "accept", "accept-encoding", "connection", "content-type", "content-length", "user-agent"}
"""All that a request says of itself; the package would add the machine's system and what OPENAI_* variables hold."""
_CONNECTING = 5.0
_PINGING = 10.0
_SHORTEST_SECRET = 8
_LONGEST_REASON = 200
_NOT_LISTED = 501
"""Not an error of a ping: a server that lists no models may still answer."""


class Message(TypedDict):
    """One turn of what the model is given."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a reply is drawn; `tokens` is the most that it may have, 0 for what the server allows."""

    seed: int = 0
    temperature: float = 0.0
    tokens: int = 0


class ChatModel:
    """A model behind an OpenAI-compatible server; nothing is sent before it is asked something.

    A context manager, which lets go of the connection. A server on this machine is spoken to directly, whatever proxy
    the environment names; redirects are not followed, and no header or key goes along but the configured one. Raises
    InputError for a `url` or `model` that is none.
    """

    def __init__(self, server: ModelServer, retries: int = 2) -> None:
        self.server = server
        self._key = server.key.get_secret_value().strip()
        address = _address(server)
        self._where = f"{address.scheme}://{address.netloc.rpartition('@')[2]}{address.path}"
        self._client = openai.OpenAI(
            base_url=server.url,
            api_key=self._key or "none",
            max_retries=retries,
            timeout=openai.Timeout(server.seconds, connect=min(server.seconds, _CONNECTING)),
            http_client=openai.DefaultHttpxClient(
                trust_env=not _is_here(address), follow_redirects=False, event_hooks={"request": [self._sparingly]}
            ),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection to the server."""
        self._client.close()

    def ping(self) -> None:
        """Raise ModelServerError unless the server is there and takes the key; asks the model nothing."""
        client = self._client.with_options(max_retries=0, timeout=min(self.server.seconds, _PINGING))
        try:
            with suppress(ValueError):  # a list that cannot be read is an answer too
                client.models.with_raw_response.list()
        except openai.APIStatusError as error:
            code = error.status_code
            if code in (401, 403) or not (400 <= code < 500 or code == _NOT_LISTED):
                raise self._told(error) from error
        except openai.OpenAIError as error:
            raise self._told(error) from error

    def complete(self, messages: Sequence[Message], sampling: Sampling = Sampling()) -> str:
        """Return the model's reply, "" where it has said nothing.

        Raises ModelRefusalError where the server will not take this request, else ModelServerError.
        """
        try:
            reply: Any = self._client.chat.completions.create(
                model=self.server.model,
                messages=cast("list[ChatCompletionMessageParam]", list(messages)),
                seed=sampling.seed,
                temperature=sampling.temperature,
                max_tokens=sampling.tokens or openai.omit,
            )
            said = reply.choices[0].message.content
        except openai.OpenAIError as error:
            raise self._told(error) from error
        except (AttributeError, IndexError, TypeError, ValueError) as error:
            raise self._no_completion() from error
        return self._without_key(said) if isinstance(said, str) else ""

    def stream(self, messages: Sequence[Message], sampling: Sampling = Sampling()) -> Iterator[str]:
        """Yield the model's reply in pieces, as they come; the whole of it may take the seconds that a reply may.

        Raises what `complete` does, ModelServerError also in the midst of a reply. Left early, it lets go of it.
        """
        ends = time.monotonic() + self.server.seconds
        try:
            with self._client.chat.completions.create(
                model=self.server.model,
                messages=cast("list[ChatCompletionMessageParam]", list(messages)),
                seed=sampling.seed,
                temperature=sampling.temperature,
                max_tokens=sampling.tokens or openai.omit,
                stream=True,
            ) as pieces:
                for piece in pieces:
                    if time.monotonic() > ends:
                        raise self._late()
                    said = piece.choices[0].delta.content if piece.choices else ""
                    if isinstance(said, str) and said:
                        yield self._without_key(said)
        except openai.OpenAIError as error:
            raise self._told(error) from error
        except (AttributeError, IndexError, TypeError, ValueError) as error:
            raise self._no_completion() from error

    def _no_completion(self) -> ModelServerError:
        return ModelServerError(
            f"what {self._where} answered is no chat completion; correct the model server's url, it ends before "
            "/chat/completions"
        )

    def _late(self) -> ModelServerError:
        return ModelServerError(
            f"the model server at {self._where} gave no answer within {self.server.seconds:g} s; "
            "see that it is not stuck, or allow it more seconds"
        )

    def _sparingly(self, request: "httpx2.Request") -> None:
        for name in set(request.headers) - _HEADERS:
            del request.headers[name]
        if self._key:
            request.headers["authorization"] = f"Bearer {self._key}"

    def _told(self, error: openai.OpenAIError) -> ModelServerError:
        """Return the error as a line for people, without the key."""
        if isinstance(error, openai.APIStatusError):
            return self._refused(error.status_code, self._reason(error))
        if isinstance(error, openai.APITimeoutError):
            return self._late()
        return ModelServerError(
            f"the model server at {self._where} cannot be used ({self._reason(error.__cause__ or error)}); "
            "start it, or correct its url"
        )

    def _refused(self, code: int, reason: str) -> ModelServerError:
        told = f"the model server at {self._where}"
        if code in (401, 403):
            return ModelServerError(f"{told} refuses the key (status {code}); correct the key, or ask for its rights")
        if code == 404:
            return ModelServerError(
                f"{told} does not know the model {self.server.model} or the address ({reason}); correct model or url"
            )
        if code in (400, 413, 422):
            return ModelRefusalError(f"{told} does not take the request ({reason}); see what it supports")
        return ModelServerError(f"{told} failed with status {code} ({reason}); see its log, and try again later")

    def _reason(self, error: BaseException) -> str:
        said = " ".join(self._without_key(str(error)).split())
        return said[:_LONGEST_REASON] or type(error).__name__

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "…") if len(self._key) >= _SHORTEST_SECRET else text


def _address(server: ModelServer) -> SplitResult:
    """Return the parts of the server's url; raises InputError unless they are those of one."""
    try:
        address = urlsplit(server.url.strip())
        whole = address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise InputError("the model server's url is none; write it as http://HOST:PORT/v1")
    if not server.model.strip():
        raise InputError("the model server has no model to ask for; name the model beside its url")
    if not server.key.get_secret_value().isascii():
        raise InputError("the model server's key has characters that no key has; set it again")
    return address


def _is_here(address: SplitResult) -> bool:
    host = address.hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
