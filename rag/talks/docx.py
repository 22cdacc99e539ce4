"""A conversation as a Word document, its citations real footnotes: the parts of the package, written out."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rag.talks.export import ABOUT, Note, Passed, Piece, note_text, notes_of, passed_turns
from rag.talks.turn import Turn

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "settings", "footnotes")
_STYLES = (
    ("paragraph", "Title", "Title", '<w:spacing w:after="120"/>', '<w:b/><w:sz w:val="36"/>'),
    (
        "paragraph",
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:spacing w:before="320" w:after="80"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="28"/>',
    ),
    ("paragraph", "FootnoteText", "footnote text", '<w:spacing w:after="0"/>', '<w:sz w:val="18"/>'),
    ("character", "FootnoteReference", "footnote reference", "", '<w:vertAlign w:val="superscript"/>'),
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
)
_LINES = (("separator", -1), ("continuationSeparator", 0))


def docx(name: str, turns: Sequence[Turn]) -> bytes:
    """Return a conversation as a .docx; equal conversations give equal bytes.

    The ids of the citations stand in the footnotes and at the end once more, since copied text leaves footnotes behind.
    """
    passed = passed_turns(turns)
    notes = notes_of(passed)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations([(part, f"{part}.xml") for part in _PARTS]),
        "word/document.xml": _document(name, passed, notes),
        "word/footnotes.xml": _footnotes(notes),
        "word/styles.xml": _styles(),
        "word/settings.xml": _part("settings", _separators('<w:footnote w:id="{id}"/>', "footnotePr")),
    }
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(ZipInfo(path), (_HEAD + content).encode(), ZIP_DEFLATED)
    return packed.getvalue()


def _document(name: str, passed: Sequence[Passed], notes: Sequence[Note]) -> str:
    body, given = [_paragraph([_run(name)], "Title"), _paragraph([_run(ABOUT)])], set[Note]()
    for turn in passed:
        body.append(_paragraph([_run(turn.question)], "Heading1"))
        for paragraph in turn.paragraphs:
            body.append(_paragraph(_piece(piece, given) for piece in paragraph))
    if notes:
        body.append(_paragraph([_run("引文编号")], "Heading1"))
        body += [_paragraph([_run(f"{note.number}. {note.citation.id}")]) for note in notes]
    return _part("document", f"<w:body>{''.join(body)}{_PAGE}</w:body>")


def _piece(piece: Piece, given: set[Note]) -> str:
    """Return words, a footnote's reference, or of one that was referred to already its number."""
    if isinstance(piece, str):
        return _run(piece)
    if piece in given:
        return _run(str(piece.number), "FootnoteReference")
    given.add(piece)
    return _styled(f'<w:footnoteReference w:id="{piece.number}"/>', "FootnoteReference")


def _footnotes(notes: Iterable[Note]) -> str:
    own = _styled("<w:footnoteRef/>", "FootnoteReference")
    written = (
        f'<w:footnote w:id="{note.number}">'
        f"{_paragraph([own, _run(f' {note_text(note.citation)}')], 'FootnoteText')}</w:footnote>"
        for note in notes
    )
    lines = _separators('<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>')
    return _part("footnotes", lines + "".join(written))


def _separators(form: str, around: str = "") -> str:
    """Return what stands for the line above the footnotes, and for the one where they go on over the page."""
    lines = "".join(form.format(kind=kind, id=number) for kind, number in _LINES)
    return f"<w:{around}>{lines}</w:{around}>" if around else lines


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
    plain = f'{fonts}<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    spaced = '<w:spacing w:after="120" w:line="360" w:lineRule="auto"/>'
    normal = "".join(
        f'<w:style w:type="{kind}" w:default="1" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for kind, name in (("paragraph", "Normal"), ("character", "Default Paragraph Font"))
    )
    others = (
        f'<w:style w:type="{kind}" w:styleId="{style}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="Normal"/><w:pPr>{paragraph}</w:pPr>' if paragraph else "")
        + f"<w:rPr>{run}</w:rPr></w:style>"
        for kind, style, name, paragraph, run in _STYLES
    )
    defaults = (
        f"<w:rPrDefault><w:rPr>{plain}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{spaced}</w:pPr></w:pPrDefault>"
    )
    return _part("styles", f"<w:docDefaults>{defaults}</w:docDefaults>{normal}{''.join(others)}")


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), *((part, part) for part in _PARTS))
    )
    known = (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"))
    defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in known)
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{parts}</Types>'


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    related = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'


def _part(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}">{content}</w:{name}>'


def _paragraph(runs: Iterable[str], style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def _run(text: str, style: str = "") -> str:
    words = escape(_UNPRINTABLE.sub("", " ".join(text.split("\n"))))
    return _styled(f'<w:t xml:space="preserve">{words}</w:t>', style)


def _styled(content: str, style: str) -> str:
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}{content}</w:r>"
