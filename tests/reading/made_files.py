"""Small real files of every format, made for the tests of reading."""

import io
import struct
import zlib

from docx import Document
from pypdf import PdfReader, PdfWriter

REPORT = """北江市人民政府关于2021年法治政府建设情况的报告

北府〔2022〕3号

省人民政府:

2021年,北江市全面推进依法行政,各项工作取得新的进展。现将有关情况报告如下。

一、主要工作和成效

(一)健全工作机制。一是加强统筹。全年召开专题会议6次,出台制度文件12件。二是压实责任。对18个部门开展督察。

(二)规范行政执法。全市办理行政处罚案件3412件,出庭应诉率为96.6%。

二、存在的问题

一是执法力量不足。二是培训不够经常。

三、2022年工作安排

1.深化改革。继续清理证明事项。

2.强化监督。开展案卷评查。

北江市人民政府

2022年1月20日

(此件公开发布)
"""


def pages_of(text: str, lines: int = 12) -> list[list[str]]:
    """Lay a text out in lines of 30 characters and pages of so many lines, as a PDF has them."""
    laid = [line[i : i + 30] for line in text.split("\n") if line.strip() for i in range(0, len(line), 30)]
    return [laid[i : i + lines] for i in range(0, len(laid), lines)]


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF with a text layer in a font that is not embedded; each page is a list of lines."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 4>>/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/ItalicAngle 0"
        b"/FontBBox[0 -200 1000 900]/Ascent 800/Descent -200/CapHeight 800/StemV 80>>>>]>>"
    )
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)), font]
    for i, lines in enumerate(pages):
        shown = b"".join(b"<%s> Tj T* " % line.encode("utf-16-be").hex().encode() for line in lines)
        content = b"BT /F1 12 Tf 18 TL 60 780 Td %s ET" % shown
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (5 + 2 * i)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    return _assembled(objects)


def scan() -> bytes:
    """A PDF of one page that is a picture and holds no text."""
    pixels = zlib.compress(bytes(100 * 100))
    return _assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>",
            b"<</Length 30>>stream\nq 595 0 0 842 0 0 cm /I Do Q  \nendstream",
            b"<</Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray/BitsPerComponent 8"
            b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(pixels), pixels),
        ]
    )


def _assembled(objects: list[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """The same PDF, locked with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(text: str, rows: list[list[str]] | None = None, title: str = "") -> bytes:
    """A Word document: a paragraph a line, and a table after the first paragraph."""
    document = Document()
    document.core_properties.title = title
    for i, line in enumerate(text.split("\n")):
        document.add_paragraph(line)
        if i == 0 and rows:
            table = document.add_table(len(rows), len(rows[0]))
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    table.cell(r, c).text = cell
    document.sections[0].header.paragraphs[0].text = "每页都有的页眉"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def png() -> bytes:
    """A picture of one pixel."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")
