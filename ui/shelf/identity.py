"""What a report is, and the form in which a person corrects it."""

from collections.abc import Mapping

import streamlit as st

from rag.corrections import as_read, correct, places_named, undo
from rag.errors import FazhiError
from rag.pipeline import Desk
from rag.types import Identity, Kind, ReportCard
from ui.labels import kind_name, year_name
from ui.plain import as_label, details, file_name
from ui.telling import in_words, told
from ui.words import _

_SAID = "identity-said"
_LONGEST = 200


def draw_identity(card: ReportCard, desk: Desk, *, change: bool) -> None:
    """Draw what is known of a report and, for who may, the form to correct it."""
    if not change:
        _draw_known(card)
        return
    known, form = st.columns([3, 2], gap="large")
    with known:
        _draw_known(card)
    with form:
        _draw_form(card, desk)
        _draw_undo(card, desk)


def _draw_known(card: ReportCard) -> None:
    identity = card.identity
    unknown = _("不明")
    known = (
        (_("地方"), " › ".join(identity.place_path) or unknown),
        (_("年份"), year_name(identity.year) if identity.year else unknown),
        (_("类型"), kind_name(identity.kind)),
        (_("标题"), identity.title or unknown),
        (_("发布机关"), identity.issuer or unknown),
        (_("文号"), identity.document_number or ""),
        (_("发布日期"), identity.published or ""),
        (_("文件"), _("、").join(dict.fromkeys(file_name(file) for file in card.files))),
        (_("页数"), f"{card.pages:,}" if card.pages > 1 else ""),
        (_("字数"), f"{card.characters:,}"),
        (_("读入比例"), f"{card.coverage:.1%}"),
        (_("加入日期"), card.added[:10]),
        (_("说明"), _("；").join(in_words(note) for note in identity.notes)),
        (_("编号"), card.id),
    )
    st.html(details(known))


def _draw_form(card: ReportCard, desk: Desk) -> None:
    st.markdown(f"**{_('更正')}**")
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check:")
    identity = card.identity
    with st.form(f"identity-{card.id}-{desk.library.generation}", enter_to_submit=True):
        wanted = {
            "place": st.text_input(_("地方"), identity.place or "", help=_how_to_write_a_place(), max_chars=_LONGEST),
            "year": st.text_input(_("年份"), str(identity.year or ""), max_chars=10),
            "kind": st.selectbox(_("类型"), list(Kind), list(Kind).index(identity.kind), format_func=kind_name),
            "title": st.text_area(_("标题"), identity.title or "", max_chars=_LONGEST, height=80),
            "issuer": st.text_input(_("发布机关"), identity.issuer or "", max_chars=_LONGEST),
        }
        chosen = _choice_of_place(card)
        pressed = st.form_submit_button(_("保存更正"), type="primary")
    if pressed:
        _save(card, desk, {name: value or "" for name, value in wanted.items()}, chosen)


def _how_to_write_a_place() -> str:
    return _("写全称，如“苏州市”；名录里没有的写“上级/名称”，如“苏州市/某某新区”。")


def _choice_of_place(card: ReportCard) -> str:
    """Draw which of several places of one name is meant, where the last try left that open; returns its path."""
    paths = st.session_state.get(_namesakes(card), ())
    if not paths:
        return ""
    st.warning(as_label(_("叫这个名字的不止一处，请选是哪一处再保存。")))
    return st.selectbox(_("是哪一处"), paths, index=None, placeholder=_("选择"), format_func=lambda path: path) or ""


def _namesakes(card: ReportCard) -> str:
    return f"namesakes-{card.id}"


def _save(card: ReportCard, desk: Desk, wanted: Mapping[str, str], chosen: str) -> None:
    """Put in what differs from what is known; several places of one name are left to be chosen from."""
    before = _values(card.identity)
    changes = {name: value for name, value in wanted.items() if " ".join(value.split()) != before[name]}
    named = places_named(wanted["place"]) if "place" in changes else ()
    paths = tuple("".join(place.path) for place in named)
    if chosen in paths:
        changes["place"] = chosen
    elif len(paths) > 1:
        st.session_state[_namesakes(card)] = paths
        st.rerun()
    _write(card, desk, [f"{name}={value}" for name, value in changes.items()])


def _write(card: ReportCard, desk: Desk, assignments: list[str]) -> None:
    st.session_state.pop(_namesakes(card), None)
    if not assignments:
        st.info(_("没有改动。"))
        return
    try:
        correct(card.id, assignments, desk.library)
    except FazhiError as error:
        st.error(told(error))
        return
    st.session_state[_SAID] = _("已保存；以后重新加入这个文件，更正仍然有效。")
    st.rerun()


def _draw_undo(card: ReportCard, desk: Desk) -> None:
    """Offer what was read, where a person corrected it."""
    read = as_read(card.id, desk.library)
    before, now = _values(read), _values(card.identity)
    names = {"place": _("地方"), "year": _("年份"), "kind": _("类型"), "title": _("标题"), "issuer": _("发布机关")}
    changed = [(names[name], before[name] or _("不明")) for name in names if before[name] != now[name]]
    if not changed:
        return
    st.caption(_("从文件里读出的是："))
    st.html(details(changed))
    if st.button(_("恢复为读出的"), icon=":material/undo:"):
        try:
            undo(card.id, desk.library)
        except FazhiError as error:
            st.error(told(error))
            return
        st.session_state[_SAID] = _("已恢复为从文件里读出的内容。")
        st.rerun()


def _values(identity: Identity) -> dict[str, str]:
    return {
        "place": identity.place or "",
        "year": str(identity.year or ""),
        "kind": identity.kind.value,
        "title": identity.title or "",
        "issuer": identity.issuer or "",
    }
