"""Where an eval is begun: the choice of questions, and how far the run is that goes on."""

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from eval.dataset import parse
from eval.generated.generate import generate
from eval.questions import Item
from eval.written import sets_of, written
from rag.errors import FazhiError, InputError
from rag.pipeline import Desk
from ui.evals.kept import open_run
from ui.evals.running import Running, put_away, running, start
from ui.jobs import Progress, watched
from ui.plain import as_label, shortened
from ui.telling import told
from ui.visitor import visitor
from ui.words import _, counted

_FEWEST, _USUAL, _STEP = 5, 50, 5
MOST = 500
"""How many questions the page makes at most; the command makes any number."""
_MOST_GIVEN = 2_000
_LARGEST_MIB = 20
_MINUTE = 60
_NAMED = 30


def take_up(desk: Desk) -> None:
    """Open the result of a run that the visitor began, once it has ended; the run is then put away."""
    run = running(desk.library.folder)
    if run and not run.job.running and run.job.result and run.visitor == visitor():
        put_away(desk.library.folder, run)
        open_run(run.job.result)


def draw_running(desk: Desk) -> bool:
    """Draw how far the run over this library is, or why it came to nothing; tells whether one goes on."""
    run = running(desk.library.folder)
    if run is None:
        return False
    if run.job.running:
        with st.container(border=True, key="fz-running"):
            _draw_progress(run)
    elif run.visitor == visitor() and not run.job.result:
        _draw_end(run, desk)
    return run.job.running


def draw_start(desk: Desk, *, first: bool) -> None:
    """Draw the choice of questions and the button that begins."""
    with st.expander(_("运行评测"), expanded=first, icon=":material/play_circle:"):
        sets = _sets(desk)
        ways = {"made": _("自动出题"), "written": _("已有题集"), "given": _("上传题集")}
        way = st.segmented_control(
            _("题目从哪里来"),
            [way for way in ways if way != "written" or sets],
            format_func=ways.__getitem__,
            default="made",
            required=True,
            key="eval-way",
        )
        {"made": _draw_made, "written": _draw_written, "given": _draw_given}[way](desk)


def _draw_progress(run: Running) -> None:
    st.markdown(f"**{as_label(run.name)}**")
    watched(run.job, lambda now: _how_far(now, run))
    if run.visitor != visitor():
        st.caption(_("另一位访问者正在运行评测，结束后才能再运行；结果会列在下面。"))
    elif run.job.stopping:
        st.caption(_("答完手头这一题就停。"))
    elif st.button(_("停止"), icon=":material/stop_circle:"):
        run.job.stop()
        st.rerun()
    else:
        st.caption(_("可以先看别的页面，评测会继续；停止则不留结果。"))


def _how_far(now: Progress, run: Running) -> str:
    if not now.total:
        return _("正在准备题目")
    if now.done == now.total:
        return _("正在评分")
    at = _("第 {at} 题，共 {total} 题").format(at=now.done + 1, total=now.total)
    left = run.left(now)
    rest = _left(left) if left is not None else ""
    return " · ".join(filter(None, (at, rest, shortened(now.name, _NAMED))))


def _left(seconds: float) -> str:
    if seconds < _MINUTE:
        return counted("约还需 {count} 秒", max(1, round(seconds)))
    return counted("约还需 {count} 分钟", round(seconds / _MINUTE))


def _draw_end(run: Running, desk: Desk) -> None:
    """Draw why a run came to nothing, until it is put away."""
    with st.container(key="fz-ended"):
        if run.job.stopping:
            st.info(_("评测已停止，没有留下结果。"), icon=":material/stop_circle:")
        else:
            st.error(told(run.job.error), icon=":material/error:")
        if st.button(_("知道了"), icon=":material/check:"):
            put_away(desk.library.folder, run)
            st.rerun()


def _draw_made(desk: Desk) -> None:
    st.caption(_("从库里的报告出题，标准答案取自原文，其中约三分之一库里没有答案；同样的题数和种子总是同样的题。"))
    left, right = st.columns(2)
    count = left.number_input(_("题数"), _FEWEST, MOST, _USUAL, _STEP, key="eval-count")
    seed = right.number_input(_("种子"), 0, 999_999, 0, key="eval-seed")
    if _pressed():
        name = _("自动出题 {count}（种子 {seed}）").format(count=int(count), seed=int(seed))
        _begin(name, lambda: generate(desk.library, int(count), int(seed)), desk)


def _draw_written(desk: Desk) -> None:
    file = st.selectbox(_("题集"), _sets(desk), format_func=_set_name, key="eval-set")
    if _pressed() and file:
        _begin(file.stem, lambda: written(file), desk)


def _set_name(file: Path) -> str:
    return f"{file.stem} · {counted('{count} 题', len(written(file)))}"


def _draw_given(desk: Desk) -> None:
    with st.form("eval-given", border=False):
        file = st.file_uploader(
            _("题集文件（JSON Lines，每行一题），不超过 {size} MB").format(size=_LARGEST_MIB),
            key="eval-file",
            max_upload_size=_LARGEST_MIB,
        )
        pressed = st.form_submit_button(_("开始"), type="primary", icon=":material/play_arrow:")
    _say_in_words()
    if pressed and file:
        data, name = file.getvalue(), file.name
        _try(lambda: _start_given(data, name, desk))
    elif pressed:
        st.warning(_("请先选择或拖入文件。"))


def _start_given(data: bytes, name: str, desk: Desk) -> None:
    items = parse(data, name)
    if len(items) > _MOST_GIVEN:
        raise InputError(
            f"{name} has {len(items)} questions; the page asks at most {_MOST_GIVEN}, fazhi eval any number"
        )
    start(name.rsplit(".", 1)[0], lambda: items, desk, visitor())


def _pressed() -> bool:
    return st.button(_("开始"), type="primary", icon=":material/play_arrow:", key="eval-start")


def _begin(name: str, questions: Callable[[], Sequence[Item]], desk: Desk) -> None:
    _try(lambda: start(name, questions, desk, visitor()))


def _try(begin: Callable[[], None]) -> None:
    """Begin a run and draw the page anew with its progress, or say why there is none."""
    try:
        begin()
    except FazhiError as error:
        st.error(told(error), icon=":material/error:")
        return
    st.rerun()


def _sets(desk: Desk) -> tuple[Path, ...]:
    return sets_of([card.id for card in desk.library.cards()])


def _say_in_words() -> None:
    """Put what Streamlit writes on its uploader, in English only, into the reader's language."""
    button, hint = _("选择文件"), _("或把文件拖到这里")
    refused = _("文件超过 {size} MB，没有收下").format(size=_LARGEST_MIB)
    said = {
        "[data-testid=stFileUploaderDropzone] button p": button,
        "[data-testid=stFileUploaderDropzoneInstructions] span": hint,
        "[data-testid=stFileUploaderFileErrorMessage]": refused,
    }
    rules = (f"{of}{{font-size:0}}{of}::after{{content:'{words}';font-size:.875rem}}" for of, words in said.items())
    st.html(f"<style>{''.join(rules)}</style>")
