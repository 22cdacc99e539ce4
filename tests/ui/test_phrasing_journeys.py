"""Where a model is configured, its phrasing grows under the answer that was found, and nothing unchecked is drawn."""

import threading

import pytest
from model_server import serving
from playwright.sync_api import Locator, expect
from visiting import Visitor, served

SUZHOU = "苏州2021年出庭应诉率"
FIRST = "2021年，苏州市全市行政机关负责人的出庭应诉率为96.6%[1]。"
SECOND = "负责人的出庭应诉率是历年最高[1]。"
INVENTED = "其中姑苏区的出庭应诉率为99.9%[1]。"
AT_ONCE = {"retry-after-ms": "1"}


@pytest.fixture(scope="module")
def model():
    with serving(lambda request: "") as script:
        yield script


@pytest.fixture(scope="module")
def phrasing_address(sample_library, model):
    known = {"FAZHI_PHRASING__URL": model.url, "FAZHI_PHRASING__MODEL": "小模型-7B", "FAZHI_PHRASING__KEY": "sk-unseen"}
    with served(sample_library, **known) as address:
        yield address


@pytest.fixture
def visitor(visit, phrasing_address) -> Visitor:
    return visit(phrasing_address)


def phrased(visitor: Visitor) -> Locator:
    return visitor.reply.locator("[class*='st-key-fz-phrased-']")


def test_sentences_appear_as_they_pass_and_keep_their_marks(visitor, model):
    reached = threading.Event()

    def reply(request):
        yield FIRST + SECOND[:5]
        assert reached.wait(20)
        yield SECOND[5:]

    model.reply = reply
    answer = visitor.ask(SUZHOU)
    expect(answer.locator(".fz-value").first).to_have_text("96.6%")
    expect(phrased(visitor)).to_contain_text("模型 小模型-7B 正在改写")
    expect(phrased(visitor)).to_contain_text(FIRST)
    assert "历年最高[1]" not in phrased(visitor).inner_text()
    reached.set()
    expect(phrased(visitor)).to_contain_text("由模型 小模型-7B 改写，每句都与引文核对过。")
    expect(phrased(visitor)).to_contain_text("是历年最高")
    expect(phrased(visitor).locator(".fz-value")).to_have_text("96.6%")
    expect(phrased(visitor).locator(".fz-chip")).to_have_count(2)
    phrased(visitor).locator(".fz-chip").last.click()
    expect(visitor.source.locator("mark")).to_contain_text("出庭应诉率为96.6%")
    expect(phrased(visitor)).to_contain_text("是历年最高")


def test_an_invented_number_is_never_drawn(visitor, model):
    reached = threading.Event()

    def reply(request):
        yield INVENTED + FIRST + SECOND[0]
        assert reached.wait(20)

    model.reply = reply
    visitor.ask(SUZHOU)
    expect(phrased(visitor)).to_contain_text(FIRST)
    assert "99.9" not in visitor.page.content()
    reached.set()
    expect(phrased(visitor)).to_contain_text("另有 2 句核对不上，已略去。")
    assert "99.9" not in visitor.page.content()


def test_a_reply_of_which_nothing_holds_leaves_the_answer_alone(visitor, model):
    model.reply = lambda request: INVENTED + "<img src=x onerror=alert(1)>[1]。"
    visitor.ask(SUZHOU)
    expect(phrased(visitor)).to_contain_text("与引文核对不上，没有采用；以上是找到的回答。")
    expect(visitor.reply.locator(".fz-value").first).to_have_text("96.6%")
    assert "99.9" not in visitor.page.content()


def test_a_model_that_is_down_leaves_the_answer_and_a_line(visitor, model):
    model.reply = lambda request: (503, {"error": {"message": "overloaded"}}, AT_ONCE)
    visitor.ask(SUZHOU)
    expect(phrased(visitor)).to_contain_text("没有改写，以上是找到的回答。模型服务 小模型-7B 出错，状态 503")
    expect(visitor.reply.locator(".fz-value").first).to_have_text("96.6%")
    for unseen in (model.url, "sk-unseen"):
        assert unseen not in visitor.page.content()


def test_what_was_not_found_is_not_sent_anywhere(visitor, model):
    before = model.calls
    visitor.ask("昆山2021年出庭应诉率")
    expect(visitor.reply).to_contain_text("没有找到")
    expect(phrased(visitor)).to_have_count(0)
    assert model.calls == before
