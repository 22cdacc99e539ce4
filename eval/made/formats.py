"""A draft becomes the bytes of a file: text in three encodings, a saved page, a Word document; nothing is dated."""

from collections.abc import Callable
from html import escape
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from eval.made.layout import Block, Draft
from eval.made.pdf import pdf

_EPOCH = (1980, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_SITE = ("网站首页", "走进本地", "政务公开", "办事服务", "互动交流", "专题专栏")
_FOOT = ("主办：人民政府办公室", "网站地图 | 联系我们 | 隐私声明", "建议使用 1440×900 分辨率浏览")


def rendered(draft: Draft, format_: str) -> bytes:
    """Return the bytes of a draft in one of eval.made.layout.FORMATS."""
    makers: dict[str, Callable[[Draft], bytes]] = {
        "txt": lambda one: _text(one).encode("utf-8"),
        "gb18030": lambda one: _text(one).encode("gb18030"),
        "bom": lambda one: _text(one).replace("\n", "\r\n").encode("utf-8-sig"),
        "html": _html,
        "docx": _docx,
        "pdf": pdf,
    }
    return makers[format_](draft)


def suffix(format_: str) -> str:
    """Return the ending of a file of that format."""
    return format_ if format_ in {"html", "docx", "pdf"} else "txt"


def _text(draft: Draft) -> str:
    lines = ["　".join(_SITE), *draft.menu, ""] if draft.menu else []
    for block in draft.blocks:
        lines += ["\t".join(row) for row in block.rows] or [block.text if block.kind != "text" else f"　　{block.text}"]
        lines += [""] if block.kind == "title" else []
    return "\n".join([*lines, "", *draft.footer]).rstrip("\n") + "\n"


def _html(draft: Draft) -> bytes:
    head = f'<meta charset="utf-8"><title>{escape(draft.title)}</title>'
    body = "".join(map(_html_block, draft.blocks))
    page = f'<div class="article">{body}</div>'
    if draft.menu:
        above = f'<ul class="nav">{_items(_SITE)}</ul>{_division("crumb", draft.menu)}'
        page = f"{above}{page}{_division('share', draft.footer)}{_division('footer', _FOOT)}"
    return f'<!DOCTYPE html><html lang="zh"><head>{head}</head><body>{page}</body></html>\n'.encode()


def _division(name: str, lines: tuple[str, ...]) -> str:
    return f'<div class="{name}">{"".join(f"<p>{escape(line)}</p>" for line in lines)}</div>'


def _html_block(block: Block) -> str:
    if block.rows:
        return f"<table>{''.join(f'<tr>{_cells(row)}</tr>' for row in block.rows)}</table>"
    tag = {"title": "h1", "part": "h2", "topic": "h3"}.get(block.kind, "p")
    return f"<{tag}>{escape(block.text, quote=False)}</{tag}>\n"


def _cells(row: tuple[str, ...]) -> str:
    return "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in row)


def _items(lines: tuple[str, ...]) -> str:
    return "".join(f'<li><a href="#">{line}</a></li>' for line in lines)


def _docx(draft: Draft) -> bytes:
    """Return a Word document: stored, not deflated, since compressors differ from machine to machine."""
    body = "".join(map(_docx_block, draft.blocks))
    document = f'{_XML}<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    data = BytesIO()
    with ZipFile(data, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = 3  # else it is the system that it is made on
            archive.writestr(entry, content.encode())
    return data.getvalue()


def _docx_block(block: Block) -> str:
    if block.rows:
        rows = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in block.rows)
        return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    return _paragraph(block.text)


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
