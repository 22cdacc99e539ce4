"""Where a visitor drops files and folders in, how far they are, and what became of them."""

from collections.abc import Sequence

import streamlit as st

from rag.config import Settings
from rag.errors import FazhiError
from rag.intake.unpacking import Given
from ui.jobs import Progress, watched
from ui.opening import make_library
from ui.plain import as_html, shortened
from ui.shelf.adding import Adding, add, dismiss, last_of
from ui.shelf.outcome import draw_outcome
from ui.telling import told
from ui.visitor import visitor
from ui.words import _

_MIB = 1024**2
_FORMATS = "PDF, DOCX, HTML, TXT, MD, ZIP"


def draw_upload(settings: Settings, *, empty: bool) -> None:
    """Draw the place to drop files into, and what is becoming or became of the last ones."""
    adding = last_of(visitor())
    busy = adding is not None and adding.job.running
    if empty and not adding:
        _draw_welcome()
    draw_last(settings)
    if busy:
        return
    with st.expander(_("添加报告"), expanded=empty, icon=":material/upload_file:"):
        _draw_form(settings)


def draw_last(settings: Settings) -> None:
    """Draw how far the visitor's last files are, or what became of them."""
    adding = last_of(visitor())
    if adding is None:
        return
    if adding.job.running:
        _draw_running(adding)
    else:
        draw_outcome(adding, lambda: dismiss(visitor()))


def _draw_welcome() -> None:
    what = _("报告库里还没有报告。把各地的年度报告拖到下面，就可以提问、查引文、列指标表。")
    st.html(f"<p class='fz-welcome'>{as_html(what)}</p>")


def _draw_form(settings: Settings) -> None:
    files, folder = _("文件"), _("文件夹")
    what = st.segmented_control(
        _("要添加什么"), [files, folder], default=files, required=True, key="upload-what", label_visibility="collapsed"
    )
    with st.form("upload", clear_on_submit=True, border=False):
        given = st.file_uploader(
            _("可读的格式：{formats}；每个文件不超过 {size} MB。").format(formats=_FORMATS, size=_limit(settings)),
            accept_multiple_files=True if what == files else "directory",
            key=f"upload-{'files' if what == files else 'folder'}",
        )
        pressed = st.form_submit_button(_("加入报告库"), type="primary", icon=":material/add:")
    _say_in_words(settings, folder=what == folder)
    if pressed and given:
        _start([Given(file.name, file.getvalue()) for file in given])
    elif pressed:
        st.warning(_("请先选择或拖入文件。"))


def _limit(settings: Settings) -> str:
    return f"{settings.reading.file_size / _MIB:.3g}"


def _start(given: Sequence[Given]) -> None:
    """Begin to add files, and draw the page anew with their progress."""
    try:
        add(visitor(), given, make_library())
    except FazhiError as error:
        st.error(told(error))
        return
    st.rerun()


def _draw_running(adding: Adding) -> None:
    with st.container(border=True):
        watched(adding.job, lambda now: _how_far(now, adding))
        if adding.job.stopping:
            st.caption(_("读完手头这一份就停。"))
        elif st.button(_("停止"), icon=":material/stop_circle:"):
            adding.job.stop()
            st.rerun()
        else:
            st.caption(_("可以先看别的页面，加入会继续。"))


def _how_far(now: Progress, adding: Adding) -> str:
    if adding.waiting:
        return _("另一位访问者正在加入报告，轮到您时自动开始")
    if not now.total:
        return _("正在接收文件")
    if now.done == now.total:
        return _("正在整理索引")
    return _("正在读第 {at} 个，共 {total} 个：{name}").format(
        at=now.done + 1, total=now.total, name=shortened(now.name, 40)
    )


def _say_in_words(settings: Settings, *, folder: bool) -> None:
    """Put what Streamlit writes on its uploader, in English only, into the reader's language."""
    button = _("选择文件夹") if folder else _("选择文件")
    hint = _("或把文件夹拖到这里") if folder else _("或把文件拖到这里")
    refused = _("标红的文件超过 {size} MB，不会加入。").format(size=_limit(settings))
    st.html(
        "<style>"
        "[data-testid=stFileUploaderDropzone] button p{font-size:0}"
        f"[data-testid=stFileUploaderDropzone] button p::after{{content:'{button}';font-size:.875rem}}"
        "[data-testid=stFileUploaderDropzoneInstructions] span{font-size:0}"
        f"[data-testid=stFileUploaderDropzoneInstructions] span::after{{content:'{hint}';font-size:.875rem}}"
        f"[data-testid=stFileUploader]:has([aria-invalid=true])::after{{content:'{refused}';display:block;margin-top:.5rem}}"
        "</style>"
    )
