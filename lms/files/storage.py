"""Where the bytes of stored files are: one folder, keys that say nothing, written whole or not at all."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from lms.errors import NotFound

_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """What became of a stream that was kept: its key, length in bytes, and SHA-256."""

    key: str
    size: int
    sha256: str


class Storage(Protocol):
    """What a place for bytes can do."""

    def keep(self, stream: BinaryIO) -> Kept:
        """Keep a stream to its end."""

    def path(self, key: str) -> Path:
        """A local path to read from. Raises NotFound."""

    def remove(self, key: str) -> None:
        """Forget the bytes; nothing happens when they are gone."""


class LocalStorage:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, stream: BinaryIO) -> Kept:
        """Keep a stream: written beside its place first, so that a cut-off upload leaves nothing behind."""
        key = secrets.token_hex(16)
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_suffix(".part")
        digest, size = hashlib.sha256(), 0
        try:
            with unfinished.open("xb") as file:
                for piece in _pieces(stream):
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(place)
        finally:
            unfinished.unlink(missing_ok=True)
        return Kept(key, size, digest.hexdigest())

    def path(self, key: str) -> Path:
        """Where the bytes are. Raises NotFound."""
        place = self._place(key)
        if not place.is_file():
            raise NotFound("The file is no longer there.")
        return place

    def remove(self, key: str) -> None:
        """Forget the bytes."""
        self._place(key).unlink(missing_ok=True)

    def _place(self, key: str) -> Path:
        return self._folder / key[:2] / key


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece
