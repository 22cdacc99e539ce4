"""What became of the files that a visitor gave: told file by file, and kept until it was read."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from rag.errors import FazhiError
from rag.indexing import Done
from rag.intake.uploads import Taken
from rag.types import ReportCard
from rag.views import report_status
from ui.opening import open_desk
from ui.plain import as_html, as_label, place_and_year
from ui.shelf.adding import Adding
from ui.telling import in_words, told
from ui.words import _, counted

_SHOWN = 300


def draw_outcome(adding: Adding, dismiss: Callable[[], None]) -> None:
    """Draw what became of a batch of files, with a button that puts it away."""
    with st.container(border=True, key="outcome"):
        if adding.job.error:
            st.error(told(adding.job.error))
        else:
            _draw_files(adding.job.result or ())
        if st.button(_("知道了"), icon=":material/check:"):
            dismiss()
            st.rerun()


def _draw_files(files: Sequence[Taken]) -> None:
    groups = {done: [file for file in files if file.done is done] for done in _names()}
    parts = [_counted(done, len(group)) for done, group in groups.items() if group]
    st.markdown(f"**{as_label(_('，').join(parts) or _('没有文件加入报告库'))}**")
    cards = _cards()
    bodies = [_group(done, group, cards) for done, group in groups.items() if group]
    st.html(f"<div class='fz-outcome'>{''.join(bodies)}</div>")
    lacking = sum(file.report_id in cards and report_status(cards[file.report_id]) != "ok" for file in files)
    if lacking:
        st.info(counted("有 {count} 份没有读出地方或年份，请在列表里打开后补上。", lacking), icon=":material/edit:")


def _names() -> dict[Done, str]:
    return {
        Done.FAILED: _("没有读成"),
        Done.SKIPPED: _("略过"),
        Done.ADDED: _("新增"),
        Done.UPDATED: _("更新"),
        Done.UNCHANGED: _("已在库中"),
    }


def _counted(done: Done, count: int) -> str:
    return f"{_names()[done]} {count:,}"


def _cards() -> Mapping[str | None, ReportCard]:
    try:
        return {card.id: card for card in open_desk().library.cards()}
    except FazhiError:
        return {}


def _group(done: Done, files: Sequence[Taken], cards: Mapping[str | None, ReportCard]) -> str:
    lines = [_line(file, cards.get(file.report_id)) for file in files[:_SHOWN]]
    if len(files) > _SHOWN:
        lines.append(f"<li>{as_html(counted('另有 {count} 个文件', len(files) - _SHOWN))}</li>")
    shown = "open" if done in (Done.FAILED, Done.SKIPPED) or len(files) <= 5 else ""
    return (
        f"<details {shown}><summary>{as_html(_counted(done, len(files)))}</summary><ul>{''.join(lines)}</ul></details>"
    )


def _line(file: Taken, card: ReportCard | None) -> str:
    what = in_words(file.why) if file.why else place_and_year(card) if card else ""
    return f"<li><b>{as_html(file.name)}</b> <span>{as_html(what)}</span></li>"
