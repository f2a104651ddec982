"""Office files are zip archives: opened with limits, so that a small file cannot become a huge one."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from flask_babel import gettext as _

from lms.spreadsheets.reading.books import Unreadable

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 1024 * MEGABYTE
LARGEST_RATIO = 200  # of a part above SMALL; a million formatted empty rows pack to a thirtieth
SMALL = 20 * MEGABYTE
MOST_PARTS = 10_000
_CHUNK = 256 * 1024


class Archive:
    """The parts of an office file, found by name whatever way its slashes lean."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise damaged() from error
        try:
            self._parts = {_plain(one.filename): one for one in self._zip.infolist()}
            self._check_size()
        except Unreadable:
            self.close()
            raise

    def _check_size(self) -> None:
        parts = self._zip.infolist()
        too_dense = any(
            one.file_size > SMALL and one.file_size > LARGEST_RATIO * max(one.compress_size, 1) for one in parts
        )
        if too_dense or len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > LARGEST_UNPACKED:
            raise Unreadable(
                _("The file unpacks to far more than a roster can hold, so it was not opened. "
                  "Copy the rows into a new workbook and send that.")
            )  # fmt: skip
        if any(one.flag_bits & 1 for one in parts):
            raise encrypted()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def names(self) -> list[str]:
        """The plain names of all parts."""
        return list(self._parts)

    def size(self, name: str) -> int:
        """Bytes of a part, unpacked."""
        return self._parts[_plain(name)].file_size

    def read(self, name: str) -> bytes:
        """A whole part; for those that are small by nature."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part piece by piece. Raises Unreadable when it is missing, damaged or packed in a way unknown."""
        part = self._parts.get(_plain(name))
        if part is None:
            raise damaged()
        try:
            with self._zip.open(part) as stream:
                while piece := stream.read(_CHUNK):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise damaged() from error

    def close(self) -> None:
        """Let the file go."""
        self._zip.close()


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def damaged() -> Unreadable:
    """The refusal of a file that is broken or was cut off on its way."""
    return Unreadable(
        _("The file is damaged or was cut off on its way. Open it, save it again, and send it once more.")
    )


def encrypted() -> Unreadable:
    """The refusal of a file that nobody can read without its password."""
    return Unreadable(
        _("The file is protected by a password. Take the password off, save the file, and send it again.")
    )
