"""What the page calls the values that the pipeline returns."""

from rag.types import Kind, Role, State
from ui.words import _


def role_name(role: Role) -> str:
    """Return what a figure says of its year, in a word."""
    names = {
        Role.ACTUAL: _("实际"),
        Role.TARGET: _("目标"),
        Role.CHANGE: _("变化"),
        Role.PREVIOUS: _("上年"),
        Role.DERIVED: _("推算"),
    }
    return names[role]


def state_name(state: State) -> str:
    """Return how a question ended, in a few words."""
    names = {
        State.ANSWERED: _("已回答"),
        State.PARTIAL: _("部分回答"),
        State.NOT_FOUND: _("没有找到"),
        State.UNCLEAR: _("需要说明"),
    }
    return names[state]


def kind_name(kind: Kind) -> str:
    """Return what a kind of report is called."""
    names = {
        Kind.LAW_BASED_GOVERNMENT: _("法治政府建设"),
        Kind.DISCLOSURE: _("政府信息公开"),
        Kind.GOVERNMENT_WORK: _("政府工作"),
        Kind.OTHER: _("其他"),
    }
    return names[kind]


def year_name(year: int) -> str:
    """Return a year as the reader's language writes it (2021年)."""
    return _("{year}年").format(year=year)
