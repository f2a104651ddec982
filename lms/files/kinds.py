"""What kind of file an upload is: its bytes decide, never its name; and how its name is kept."""

import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

import filetype
from flask_babel import gettext as _

from lms.errors import Refused

_OFFICE = "application/vnd.openxmlformats-officedocument."
_HEAD = 8192
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MOST_PARTS = 10_000
_LARGEST_UNPACKED = 1024 * 1024 * 1024
_LARGEST_RATIO = 200  # of a part above _SMALL
_SMALL = 20 * 1024 * 1024
_MOST_CHARACTERS = 120


@dataclass(frozen=True)
class FileKind:
    """A kind of file that is taken: its extension, its media type, and other spellings of the extension."""

    extension: str
    media_type: str
    also: tuple[str, ...] = ()


PDF = FileKind("pdf", "application/pdf")
DOCX = FileKind("docx", _OFFICE + "wordprocessingml.document")
PPTX = FileKind("pptx", _OFFICE + "presentationml.presentation")
XLSX = FileKind("xlsx", _OFFICE + "spreadsheetml.sheet")
JPG = FileKind("jpg", "image/jpeg", ("jpeg",))
PNG = FileKind("png", "image/png")
MP3 = FileKind("mp3", "audio/mpeg")
MP4 = FileKind("mp4", "video/mp4", ("m4v",))
DOCUMENTS = (PDF, DOCX)
ALL_KINDS = (PDF, DOCX, PPTX, XLSX, JPG, PNG, MP3, MP4)

_OF_OFFICE = {"word/document.xml": DOCX, "ppt/presentation.xml": PPTX, "xl/workbook.xml": XLSX}
_BY_TYPE = {"application/pdf": PDF, "image/jpeg": JPG, "image/png": PNG, "audio/mpeg": MP3, "video/mp4": MP4,
            "video/x-m4v": MP4}  # fmt: skip


def kind_of(stream: BinaryIO, accepted: tuple[FileKind, ...] = ALL_KINDS) -> FileKind:
    """What a file is, by its content; the stream is left at its beginning.

    Raises Refused with what to do instead: another kind, a password, macros, a file that unpacks without end.
    """
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        raise Refused(_("The file is empty. Save it again and choose it once more."))
    if head.startswith(_COMPOUND):
        raise Refused(_old_or_locked(stream))
    kind = _office_kind(stream) if head.startswith(_ZIPS) else _by_signature(head)
    stream.seek(0)
    if kind not in accepted or kind is None:
        raise Refused(
            _("This kind of file is not taken. Its content counts, not its name. Taken are: %(kinds)s.",
              kinds=listed(accepted))
        )  # fmt: skip
    return kind


def listed(kinds: tuple[FileKind, ...]) -> str:
    """The extensions in a row: pdf, docx, jpg."""
    return ", ".join(kind.extension for kind in kinds)


def kept_name(name: str | None, kind: FileKind) -> str:
    """A name as it may be kept: no path, nothing invisible, not endless, with the extension of what the file is."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    plain = "".join(one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] not in "CZ"
                    or one == " ")  # fmt: skip
    path = PurePosixPath(plain.strip(" ."))
    fits = path.suffix.lower().removeprefix(".") in {kind.extension, *kind.also}
    stem = path.stem if fits else path.name
    return f"{stem.strip(' .')[:_MOST_CHARACTERS] or 'file'}.{kind.extension}"


def _by_signature(head: bytes) -> FileKind | None:
    found = filetype.guess(head)
    return _BY_TYPE.get(found.mime) if found else None


def _old_or_locked(stream: BinaryIO) -> str:
    """Word, Excel and PowerPoint put a file with a password into the wrapping of their old formats."""
    try:
        while piece := stream.read(1024 * 1024):
            if _ENCRYPTED_PACKAGE in piece:
                return _("The file is protected by a password. Take the password off, save it, and choose it again.")
    finally:
        stream.seek(0)
    return _("This is an Office file of the old kind (.doc, .xls, .ppt). Save it as .docx, .xlsx, .pptx or PDF.")


def _office_kind(stream: BinaryIO) -> FileKind | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(
            _("The file is damaged or was cut off. Open it, save it again, and choose it once more.")
        ) from error
    _refuse_bomb(parts)
    if any(one.flag_bits & 1 for one in parts):
        raise Refused(_("The file is protected by a password. Take the password off, save it, and choose it again."))
    names = {one.filename.replace("\\", "/").lower() for one in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refused(_("The file has macros in it. Save it without macros, as .docx, .xlsx or .pptx."))
    kinds = [kind for name, kind in _OF_OFFICE.items() if name in names]
    return kinds[0] if "[content_types].xml" in names and len(kinds) == 1 else None


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    dense = any(one.file_size > _SMALL and one.file_size > _LARGEST_RATIO * max(one.compress_size, 1) for one in parts)
    if dense or len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > _LARGEST_UNPACKED:
        raise Refused(_("The file unpacks to far more than a document can hold, so it was not taken."))
