"""Files as a person gave them, archives unpacked: names made safe, sizes kept within limits, links left alone."""

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from rag.config import Settings
from rag.errors import ReadError, SkippedFile
from rag.reading.formats.choose import skip_reason

_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST = 120
_FOLDERS = 3
_MIB = 1024**2
_UTF_8_NAME, _LOCKED = 0x800, 0x1
_END = b"PK\x05\x06"
_LISTED_FILE = 1024  # bytes that an archive's list may take for each file that it may hold
_DAMAGED = (BadZipFile, zlib.error, EOFError, struct.error, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Given:
    """A file as a person gave it; `name` may have the folders before it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why; `failed` tells what should have been a report from what is none."""

    name: str
    why: str
    failed: bool


def unpacked(given: Given, settings: Settings) -> Iterator[Given | Refused]:
    """Yield the files that were given: the members of a .zip one by one, any other file as it is."""
    try:
        if given.name.lower().endswith(".zip"):
            yield from _members(given, settings)
        else:
            _check_name(given.name)
            _check_size(len(given.data), settings)
            yield given
    except (ReadError, SkippedFile) as error:
        yield _refused(given.name, error)


def safe_path(name: str) -> Path:
    """Return a relative path that leads nowhere but down: safe names, and no more than three folders before them."""
    parts = [part for part in name.replace("\\", "/").split("/") if part.strip(" .")]
    return Path(*(safe_name(part) for part in parts[-1 - _FOLDERS :])) if parts else Path(safe_name(""))


def safe_name(name: str) -> str:
    """Return a file name that is a name and no more on any system: no folders, no unseen characters, not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    bare = _UNSAFE.sub("_", last).strip(" .") or "report"
    stem, suffix = Path(bare).stem, Path(bare).suffix
    return stem.encode()[:_LONGEST].decode(errors="ignore") + suffix[:10]


def _refused(name: str, error: ReadError | SkippedFile) -> Refused:
    return Refused(name, str(error), failed=isinstance(error, ReadError))


def _check_name(name: str) -> None:
    reason = skip_reason(name.replace("\\", "/").rsplit("/", 1)[-1])
    if reason:
        raise SkippedFile(reason)


def _check_size(size: int, settings: Settings) -> None:
    limit = settings.reading.file_size
    if size > limit:
        raise ReadError(f"it is {size / _MIB:.1f} MiB, over the limit of {limit / _MIB:.3g} MiB; split it")


def _members(archive: Given, settings: Settings) -> Iterator[Given | Refused]:
    most = settings.uploading.files
    with _opened(archive.data, most) as packed:
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        if len(entries) > most:
            raise ReadError(f"it holds {len(entries)} files, over the limit of {most}; pack fewer into one archive")
        left = settings.uploading.unpacked
        for entry in entries:
            name = f"{archive.name}/{_name(entry)}"
            try:
                _check_entry(entry, _name(entry), settings)
                data = _data(packed, entry, min(left, settings.reading.file_size))
            except (ReadError, SkippedFile) as error:
                yield _refused(name, error)
                continue
            left -= len(data)
            yield Given(name, data)


def _opened(data: bytes, most: int) -> ZipFile:
    if _listed_bytes(data) > most * _LISTED_FILE:
        raise ReadError(f"it holds far more files than the limit of {most}; pack fewer into one archive")
    try:
        return ZipFile(BytesIO(data))
    except _DAMAGED as error:
        raise ReadError("the archive is damaged; pack it again, or give the files themselves") from error


def _data(packed: ZipFile, entry: ZipInfo, most: int) -> bytes:
    """Return one file of an archive, read up to `most` bytes whatever the archive says of its size."""
    try:
        with packed.open(entry) as file:
            data = file.read(most + 1)
    except NotImplementedError as error:
        raise ReadError("it is packed in a way that is not read; unpack it, and give the file") from error
    except (*_DAMAGED, RuntimeError) as error:
        raise ReadError("it is damaged inside the archive; pack it again, or give the file itself") from error
    if len(data) > most:
        raise ReadError("the archive unpacks to more than is allowed; pack fewer files into one archive")
    return data


def _check_entry(entry: ZipInfo, name: str, settings: Settings) -> None:
    if name.startswith("__MACOSX/"):
        raise SkippedFile("it belongs to the system or a program")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise SkippedFile("it is a link to another file")
    _check_name(name)
    if entry.flag_bits & _LOCKED:
        raise ReadError("it is locked with a password; unpack it, and give the file")
    _check_size(entry.file_size, settings)
    ratio = entry.file_size / max(1, entry.compress_size)
    if entry.file_size > _MIB and ratio > settings.uploading.ratio:
        raise ReadError(f"it unpacks to {ratio:,.0f} times its size, which no report does; give the file itself")


def _name(entry: ZipInfo) -> str:
    """Return an entry's name; archives made on a Chinese system do not say that theirs is GBK."""
    if entry.flag_bits & _UTF_8_NAME:
        return entry.filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _listed_bytes(data: bytes) -> int:
    """Return how many bytes an archive's list of files takes, by its end record; 0 where it has none."""
    end = data.rfind(_END)
    if end < 0 or len(data) < end + 16:
        return 0
    return int(struct.unpack_from("<I", data, end + 12)[0])
