"""One text from an OpenAI-compatible server, or one line saying why there is none; nothing else leaves the machine."""

import socket
import time
from contextlib import contextmanager

import pytest
from model_server import completion, serving

from rag.chat_model import ChatModel, Sampling
from rag.config import ModelServer, Settings
from rag.errors import InputError, ModelRefusalError, ModelServerError

KEY = "sk-not-to-be-seen-anywhere"
ASKED = [{"role": "user", "content": "问"}]
AT_ONCE = {"retry-after-ms": "1"}


@contextmanager
def chatting(reply, retries=2, **settings):
    with serving(reply) as script:
        server = ModelServer(**{"url": script.url, "model": "m", "key": KEY} | settings)
        with ChatModel(server, retries) as model:
            yield script, model


def line(error):
    told = str(error.value)
    assert "\n" not in told
    assert KEY not in told
    return told


def test_a_reply_is_drawn_as_it_was_asked_for():
    with chatting(lambda request: "答") as (script, model):
        assert model.complete(ASKED, Sampling(seed=7, temperature=0.5, tokens=9)) == "答"
        assert model.complete(ASKED) == "答"
    first, second = script.asked
    assert first == {"model": "m", "messages": ASKED, "seed": 7, "temperature": 0.5, "max_tokens": 9}
    assert "max_tokens" not in second


def test_only_the_configured_key_goes_along(monkeypatch):
    elsewhere = {"API_KEY": "sk-other", "ADMIN_KEY": "a", "ORG_ID": "o", "PROJECT_ID": "p", "CUSTOM_HEADERS": "X-A: b"}
    for name, value in elsewhere.items():
        monkeypatch.setenv(f"OPENAI_{name}", value)
    for key in (KEY, ""):
        with chatting(lambda request: "答", key=key) as (script, model):
            model.complete(ASKED)
        sent = {name.lower(): value for name, value in script.headers[0].items()}
        assert sent.pop("authorization", "") == (f"Bearer {KEY}" if key else "")
        assert set(sent) <= {"host", "accept", "accept-encoding", "connection", "content-type", "content-length"} | {
            "user-agent"
        }


def test_a_server_on_this_machine_is_reached_past_any_proxy(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with chatting(lambda request: "答") as (_, model):
        assert model.complete(ASKED) == "答"


def test_a_redirect_is_not_followed():
    with serving(lambda request: "elsewhere") as other:
        away = (307, b"", {"location": f"{other.url}/chat/completions"})
        with chatting(lambda request: away) as (_, model), pytest.raises(ModelServerError, match="status 307"):
            model.complete(ASKED)
    assert other.calls == 0


@pytest.mark.parametrize("content", [None, "", [{"type": "text"}]])
def test_a_model_that_says_nothing_says_nothing(content):
    with chatting(lambda request: (200, completion(content))) as (_, model):
        assert model.complete(ASKED) == ""


@pytest.mark.parametrize(
    "body", [b"<html>hello</html>", b"{", {}, {"choices": []}, {"choices": [{}]}, [], "text", None]
)
def test_what_is_no_completion_is_said_to_be_none(body):
    with (
        chatting(lambda request: (200, body)) as (_, model),
        pytest.raises(ModelServerError, match="no chat completion") as error,
    ):
        model.complete(ASKED)
    assert "url" in line(error)


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [
        (400, ModelRefusalError, "does not take the request"),
        (422, ModelRefusalError, "does not take the request"),
        (401, ModelServerError, "refuses the key"),
        (403, ModelServerError, "refuses the key"),
        (404, ModelServerError, "does not know the model m"),
        (500, ModelServerError, "failed with status 500"),
        (429, ModelServerError, "failed with status 429"),
    ],
)
def test_a_failure_is_one_line_without_the_key(status, kind, told):
    body = {"error": {"message": f"no\nway for {KEY} " + "x" * 900}}
    with (
        chatting(lambda request: (status, body, AT_ONCE)) as (script, model),
        pytest.raises(ModelServerError, match=told) as error,
    ):
        model.complete(ASKED)
    assert type(error.value) is kind
    assert len(line(error)) < 500
    assert script.calls == (3 if status in (429, 500) else 1)


def test_what_passes_is_tried_again():
    replies = iter([(503, {}, AT_ONCE), (500, {}, AT_ONCE), "答"])
    with chatting(lambda request: next(replies)) as (_, model):
        assert model.complete(ASKED) == "答"


def test_a_server_that_is_stuck_is_left():
    with (
        chatting(lambda request: time.sleep(0.6) or "late", retries=0, seconds=0.2) as (_, model),
        pytest.raises(ModelServerError, match=r"no answer within 0\.2 s") as error,
    ):
        model.complete(ASKED)
    assert "seconds" in line(error)


def test_a_server_that_is_not_there_is_told_of_at_once():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else can be there
        url = f"http://user:word@127.0.0.1:{taken.getsockname()[1]}/v1"
        with ChatModel(ModelServer(url=url, model="m", key=KEY), retries=0) as model:
            for ask in (model.ping, lambda: model.complete(ASKED)):
                with pytest.raises(ModelServerError, match=r"cannot be used .*refused.*; start it") as error:
                    ask()
                assert "word" not in line(error)


@pytest.mark.parametrize("status", [200, 404, 405, 501])
def test_a_ping_asks_the_model_nothing(status):
    with chatting(lambda request: "答") as (script, model):
        script.models = (status, b"anything")
        model.ping()
    assert (script.pings, script.calls) == (1, 0)


@pytest.mark.parametrize("status", [307, 401, 403, 500, 502, 503])
def test_a_server_that_refuses_is_no_server(status):
    with chatting(lambda request: "答") as (script, model):
        script.models = (status, b"")
        with pytest.raises(ModelServerError) as error:
            model.ping()
    assert str(status) in line(error)


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "here"},
        {"url": "ftp://a/v1"},
        {"url": "http://"},
        {"url": "http://a:b/v1"},
        {"model": " "},
        {"key": "密"},
    ],
)
def test_a_server_that_is_set_wrongly_is_wrong_input(wrong):
    with pytest.raises(InputError) as error:
        ChatModel(ModelServer(**{"url": "http://127.0.0.1/v1", "model": "m"} | wrong))
    assert "密" not in line(error)


def test_nothing_is_configured_by_default_and_a_key_is_never_shown(monkeypatch):
    assert Settings().judge.url == ""
    monkeypatch.setenv("FAZHI_JUDGE__URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("FAZHI_JUDGE__KEY", KEY)
    settings = Settings()
    assert settings.judge.key.get_secret_value() == KEY
    assert KEY not in f"{settings}{settings!r}{settings.model_dump()}{settings.model_dump_json()}"
