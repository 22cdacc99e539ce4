"""What is given to the page: archives unpacked whatever they hold, names that lead nowhere, limits that hold."""

import struct
import zipfile
from io import BytesIO

import pytest

from rag.config import Reading, Settings, Uploading
from rag.intake.unpacking import Given, Refused, safe_name, safe_path, unpacked

SETTINGS = Settings(
    reading=Reading(file_size=3 * 1024**2), uploading=Uploading(files=20, unpacked=5 * 1024**2, ratio=100)
)


def packed(members, compression=zipfile.ZIP_DEFLATED):
    """A zip of names and texts; a name may be a ZipInfo."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def named_in(encoding, name, data=b"text"):
    """A zip with one member whose name is in an encoding that the archive does not tell, as Windows makes them."""
    stand_in = "x" * len(name.encode(encoding))
    return packed([(stand_in, data)]).replace(stand_in.encode(), name.encode(encoding))


def found(data, settings=SETTINGS):
    return list(unpacked(Given("a.zip", data), settings))


def why(data, settings=SETTINGS):
    (only,) = found(data, settings)
    assert isinstance(only, Refused)
    return only.why


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names_are_read_in_what_encoding_they_are(encoding):
    assert found(named_in(encoding, "苏州市/2021年报告.txt")) == [Given("a.zip/苏州市/2021年报告.txt", b"text")]
    assert found(packed([("苏州市/2021年报告.txt", "正文")])) == [Given("a.zip/苏州市/2021年报告.txt", "正文".encode())]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a.zip/苏州/2021.txt", "a.zip/苏州/2021.txt"),
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/cron.d/x.txt", "etc/cron.d/x.txt"),
        ("C:\\Windows\\x.txt", "C_/Windows/x.txt"),
        ("a/../../b.txt", "a/b.txt"),
        ("一/二/三/四/五.txt", "二/三/四/五.txt"),
        ("../..", "report"),
    ],
)
def test_a_path_leads_nowhere_but_down(name, path):
    assert safe_path(name).as_posix() == path


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("苏州2021.pdf", "苏州2021.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/", "report"),
        ("..", "report"),
        (".bashrc", "bashrc"),
        ("a:b|c?.txt", "a_b_c_.txt"),
        ("a\x00b\u202egpj.txt", "a_b_gpj.txt"),
        ("市" * 300 + ".docx", "市" * 40 + ".docx"),
    ],
)
def test_an_uploads_name_is_a_name_and_no_more(name, safe):
    assert safe_name(name) == safe


def test_what_belongs_to_a_system_and_archives_in_archives_are_skipped_with_their_reasons():
    members = [
        ("__MACOSX/._a.txt", "x"),
        (".DS_Store", "x"),
        ("里/b.zip", packed([("c.txt", "x")])),
        ("好.txt", "正文"),
    ]
    *skipped, good = found(packed(members))
    assert [(one.name, one.failed) for one in skipped] == [
        ("a.zip/__MACOSX/._a.txt", False),
        ("a.zip/.DS_Store", False),
        ("a.zip/里/b.zip", False),
    ]
    assert skipped[0].why == skipped[1].why == "it belongs to the system or a program"
    assert "unpack it first" in skipped[2].why
    assert good.name == "a.zip/好.txt"


def test_a_link_is_not_followed():
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    assert "a link to another file" in why(packed([(link, "/etc/passwd")]))


def test_a_file_that_swells_beyond_measure_is_refused_unread():
    assert "times its size" in why(packed([("bomb.txt", b"0" * 2 * 1024**2)]))
    assert "over the limit of 3 MiB" in why(packed([("large.txt", b"0" * 4 * 1024**2)]))


def test_an_archive_that_lies_about_a_size_is_read_no_further_than_allowed():
    honest = packed([("a.txt", b"0" * 4 * 1024**2)])
    lying = honest.replace(struct.pack("<I", 4 * 1024**2), struct.pack("<I", 900_000))
    assert lying != honest
    assert "damaged inside the archive" in why(lying)


def test_all_that_an_archive_unpacks_to_is_limited_together():
    members = [(f"{at}.txt", bytes(range(256)) * 8_000) for at in range(4)]
    taken = found(packed(members, zipfile.ZIP_STORED))
    assert [isinstance(one, Given) for one in taken] == [True, True, False, False]
    assert "unpacks to more than is allowed" in taken[2].why


def test_an_archive_of_too_many_files_is_refused_whole():
    assert "holds 21 files, over the limit of 20" in why(packed([(f"{at}.txt", "x") for at in range(21)]))
    assert "far more files" in why(packed([(f"{at:0>900}.txt", "x") for at in range(40)]))


def test_what_is_broken_or_locked_is_told_of_each_member():
    data = packed([("好.txt", "正文" * 100), ("坏.txt", b"abcdefgh" * 100)], zipfile.ZIP_STORED)
    good, bad = found(data.replace(b"abcdefgh", b"abcdefgi", 1))
    assert good.data.decode().startswith("正文")
    assert (bad.name, bad.failed) == ("a.zip/坏.txt", True)
    assert "damaged inside the archive" in bad.why
    locked = bytearray(packed([("x.txt", "x")]))
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in why(bytes(locked))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", packed([("a.txt", "x")])[:-10]])
def test_a_broken_archive_is_told_in_a_line(data):
    assert why(data) == "the archive is damaged; pack it again, or give the files themselves"


def test_a_file_by_itself_is_held_to_the_same_limits():
    assert list(unpacked(Given("a.txt", b"x"), SETTINGS)) == [Given("a.txt", b"x")]
    (large,) = unpacked(Given("a.txt", b"x" * 4 * 1024**2), SETTINGS)
    assert large == Refused("a.txt", "it is 4.0 MiB, over the limit of 3 MiB; split it", failed=True)
    (picture,) = unpacked(Given("里/a.png", b"x"), SETTINGS)
    assert not picture.failed
