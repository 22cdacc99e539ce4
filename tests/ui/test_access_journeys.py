"""Who may come in: nobody before the login, the listed after it, each with what is theirs; at a real provider."""

import json
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect
from visiting import PATIENCE_MS, ROOT, Visitor, served

PEOPLE = {
    "reader": {"email": "Reader@Court.example", "email_verified": True, "name": "读者"},
    "editor": {"email": "editor@office.example", "name": "编者"},
    "stranger": {"email": "stranger@elsewhere.example", "email_verified": True},
    "pretender": {"email": "editor@office.example", "email_verified": False},
}
DRESS = "https://cdn.jsdelivr.net"
"""Where the provider's own pages take their style from; ours take nothing."""
SECRETS = """[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a secret of this test that nobody guesses"
client_id = "fazhi"
client_secret = "a secret of the provider"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@contextmanager
def oidc_provider():
    """Run a provider that knows PEOPLE as a process of its own, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = [f"--user-claims={json.dumps({'sub': sub} | claims)}" for sub, claims in PEOPLE.items()]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *known]
    provider = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/jwks", provider)
        yield address
    finally:
        provider.terminate()
        provider.wait(20)


def _wait_for(address, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the provider ended at once"
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the provider did not answer within a minute")


@pytest.fixture(scope="module")
def guarded(sample_library, tmp_path_factory):
    """The page behind a login, and the provider's address."""
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    with oidc_provider() as provider:
        secrets.write_text(SECRETS.format(provider=provider), encoding="utf-8")
        access = {
            "FAZHI_ACCESS__SECRETS": str(secrets),
            "FAZHI_ACCESS__READERS": '["reader@court.example"]',
            "FAZHI_ACCESS__EDITORS": '["@OFFICE.example"]',
        }
        with served(sample_library, **access) as address:
            yield address, provider


@pytest.fixture
def come(browser, guarded):
    """Come to the door in a window of one's own; nothing but page and provider is asked of."""
    opened = []

    def come(path="") -> Visitor:
        address, provider = guarded
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        context.route(f"{DRESS}/**", lambda route: route.fulfill(body=""))
        visitor = Visitor(context.new_page(), address, allowed=(provider, DRESS))
        visitor.listen()
        opened.append(visitor)
        visitor.page.goto(f"{address}/{path}")
        expect(login(visitor)).to_be_visible(timeout=PATIENCE_MS)
        return visitor

    yield come
    noticed = [line for visitor in opened for line in visitor.noticed]
    for visitor in opened:
        visitor.page.context.close()
    assert noticed == []


def login(visitor):
    return visitor.page.get_by_role("button", name="登录", exact=True)


def log_in(visitor, person):
    login(visitor).click()
    visitor.page.get_by_role("button", name=person, exact=True).click()
    expect(visitor.page.get_by_role("button", name="退出")).to_be_visible(timeout=PATIENCE_MS)
    return visitor


def log_out(visitor):
    visitor.page.get_by_role("button", name="退出").click()
    visitor.page.get_by_role("button", name="End session").click()
    expect(login(visitor)).to_be_visible(timeout=PATIENCE_MS)


def main(visitor):
    return visitor.page.get_by_test_id("stMainBlockContainer")


@pytest.mark.parametrize("path", ["", "reports", "?cite=anything"])
def test_before_the_login_there_is_a_door_and_nothing_of_the_library(come, path):
    visitor = come(path)
    expect(main(visitor)).to_contain_text("请先登录")
    expect(visitor.page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
    said = b"".join(visitor.received).decode("utf-8", "replace")
    assert "请先登录" in said
    assert not [name for name in ("苏州", "建德", "武清", "法治政府建设") if name in said]


def test_a_reader_asks_and_cannot_change_the_library_and_goes_out_again(come):
    visitor = log_in(come(), "reader")
    expect(visitor.page.get_by_test_id("stSidebar")).to_contain_text("Reader@Court.example")
    expect(visitor.ask("苏州2021年出庭应诉率")).to_contain_text("96.6%")
    visitor.go("报告")
    expect(main(visitor)).to_contain_text("5 份报告", timeout=PATIENCE_MS)
    expect(visitor.page.get_by_test_id("stFileUploader")).to_have_count(0)
    expect(main(visitor)).not_to_contain_text("添加报告")
    log_out(visitor)
    visitor.page.reload()
    expect(login(visitor)).to_be_visible(timeout=PATIENCE_MS)
    expect(visitor.messages).to_have_count(0)


def test_an_editor_of_a_listed_domain_may_change_the_library(come):
    visitor = log_in(come(), "editor")
    visitor.go("报告")
    expect(main(visitor)).to_contain_text("添加报告", timeout=PATIENCE_MS)


@pytest.mark.parametrize("person", ["stranger", "pretender"])
def test_who_is_not_listed_or_not_verified_is_refused(come, person):
    visitor = log_in(come(), person)
    expect(main(visitor)).to_contain_text("没有阅读这个报告库的权限")
    expect(main(visitor)).to_contain_text(PEOPLE[person]["email"])
    expect(visitor.page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
    assert "苏州" not in b"".join(visitor.received).decode("utf-8", "replace")
    log_out(visitor)


def test_a_conversation_belongs_to_the_person_and_not_to_the_browser(come):
    visitor = log_in(come(), "reader")
    visitor.ask("清镇市向两个乡镇下放了多少项行政职权")
    talks = visitor.page.get_by_test_id("stSidebar").get_by_role("button", name="清镇市向两个乡镇下放了多少项行政职权")
    expect(talks).to_have_count(1)
    log_out(visitor)
    log_in(visitor, "editor")
    expect(visitor.input).to_be_visible()
    expect(talks).to_have_count(0)
    other = log_in(come(), "reader")
    expect(
        other.page.get_by_test_id("stSidebar").get_by_role("button", name="清镇市向两个乡镇下放了多少项行政职权")
    ).to_have_count(1)
