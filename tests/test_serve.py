"""Where the page may be served and to whom, told in a line where it may not."""

import socket

import pytest
from command import run

from rag.access import is_listed, providers
from rag.config import Access, Settings
from rag.errors import ServeError
from rag.serve import Place, check_access, check_port, serving_command, serving_environment

AUTH = {
    "redirect_uri": "https://fazhi.example/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "fazhi",
    "client_secret": "y",
    "server_metadata_url": "https://login.example/.well-known/openid-configuration",
}


def written(folder, auth=AUTH, rest=""):
    file = folder / "secrets.toml"
    lines = "\n".join(f'{name} = "{value}"' for name, value in auth.items())
    file.write_text(f"[auth]\n{lines}\n{rest}", encoding="utf-8")
    return file


def settings(file, **access):
    return Settings(access=Access(secrets=file, **access))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_this_machine_needs_no_login(tmp_path, host):
    check_access(settings(tmp_path / "none.toml"), Place(host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "fazhi.example", ""])
def test_other_machines_come_in_by_login_or_by_the_flag_alone(tmp_path, host):
    with pytest.raises(ServeError, match="no login is configured"):
        check_access(settings(tmp_path / "none.toml"), Place(host))
    check_access(settings(tmp_path / "none.toml"), Place(host, open_to_all=True))
    check_access(settings(written(tmp_path), readers=("*",)), Place(host))


def test_a_login_by_which_nobody_can_come_in_is_told(tmp_path):
    with pytest.raises(ServeError, match="nobody may read"):
        check_access(settings(written(tmp_path)), Place())


@pytest.mark.parametrize("name", list(AUTH))
def test_a_login_that_lacks_something_is_told_what(tmp_path, name):
    file = written(tmp_path, {key: value for key, value in AUTH.items() if key != name})
    with pytest.raises(ServeError, match=f"lacks {name}"):
        providers(file)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cookie_secret": "short"}, "can be guessed"),
        ({"redirect_uri": "https://fazhi.example/"}, "oauth2callback"),
        ({"redirect_uri": "/oauth2callback"}, "whole address"),
    ],
)
def test_a_login_that_would_not_be_safe_is_told_why(tmp_path, changed, said):
    with pytest.raises(ServeError, match=said):
        providers(written(tmp_path, AUTH | changed))


def test_named_providers_are_found_and_a_file_that_is_no_toml_is_told(tmp_path):
    shared = {name: AUTH[name] for name in ("redirect_uri", "cookie_secret")}
    one = "\n".join(f'{name} = "{AUTH[name]}"' for name in AUTH.keys() - shared.keys())
    assert providers(written(tmp_path, shared, f"[auth.court]\n{one}\n[auth.office]\n{one}")) == ("court", "office")
    assert providers(written(tmp_path)) == ("",)
    (tmp_path / "bad.toml").write_text("[auth", encoding="utf-8")
    with pytest.raises(ServeError, match="cannot be read"):
        providers(tmp_path / "bad.toml")


@pytest.mark.parametrize(
    ("claims", "people", "listed"),
    [
        ({"email": "A@b.CN"}, ["a@B.cn"], True),
        ({"email": "a@b.cn"}, ["@b.cn"], True),
        ({"email": "a@x.b.cn"}, ["@b.cn"], False),
        ({"email": "a@eb.cn"}, ["@b.cn", "b.cn"], False),
        ({"email": "x@y@b.cn"}, ["@y"], False),
        ({"email": "@b.cn"}, ["@b.cn"], False),
        ({"email": "a@b.cn", "email_verified": True}, ["a@b.cn"], True),
        ({"email": "a@b.cn", "email_verified": "true"}, ["a@b.cn"], True),
        ({"email": "a@b.cn", "email_verified": False}, ["a@b.cn"], False),
        ({"email": "a@b.cn", "email_verified": None}, ["a@b.cn"], False),
        ({"email": "li\u212a@b.cn"}, ["lik@b.cn"], False),
        ({}, [""], False),
        ({}, ["*"], True),
        ({"email": "a@b.cn"}, [], False),
    ],
)
def test_who_is_listed(claims, people, listed):
    assert is_listed(claims, people) is listed


def test_the_server_is_told_where_and_whether_strangers_come_in(tmp_path):
    known = settings(tmp_path / "s.toml")
    command = serving_command(known, Place("0.0.0.0", 9000))
    assert {"--server.address=0.0.0.0", "--server.port=9000", f"--secrets.files={tmp_path / 's.toml'}"} <= set(command)
    assert serving_environment(known, Place("0.0.0.0"))["FAZHI_ACCESS__OPEN"] == "true"
    assert serving_environment(known, Place())["FAZHI_ACCESS__OPEN"] == "false"


def test_an_address_that_cannot_be_served_from_is_told():
    with pytest.raises(ServeError, match="no address of this machine"):
        check_port(Place("192.0.2.1", 0))
    with pytest.raises(ServeError, match="is no address"):
        check_port(Place("no such host", 8501))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ServeError, match="taken by another program"):
            check_port(Place(port=taken.getsockname()[1]))


def test_the_command_tells_in_a_line_that_other_machines_need_a_login(small_library):
    done = run("chat", "--host", "0.0.0.0", library=small_library)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "fazhi: 0.0.0.0 can be reached from other machines, and no login is configured: configure one as docs/web.md "
        "shows, serve on 127.0.0.1, or let everyone in with --open-to-all\n"
    )
