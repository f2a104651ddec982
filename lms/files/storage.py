"""Where the bytes of stored files are: keys that say nothing, written whole or not at all.

`LocalStorage` is a folder; `lms.files.remote.S3Storage` a bucket on another server. Both keep the same promises.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from lms.errors import DomainError, NotFound

PIECE = 1024 * 1024
"""Bytes that are read or written at once."""


class OutOfReach(DomainError):
    """The place for bytes does not answer, or lets nobody in."""

    status = 503


@dataclass(frozen=True)
class Kept:
    """What became of a stream that was kept: its key, length in bytes, and SHA-256."""

    key: str
    size: int
    sha256: str


class Storage(Protocol):
    """What a place for bytes can do. Every method may raise OutOfReach."""

    def keep(self, stream: BinaryIO) -> Kept:
        """Keep a stream to its end, under a new key."""

    def put(self, key: str, stream: BinaryIO) -> Kept:
        """Keep a stream under a key that is known: what a backup brings back."""

    def open(self, key: str) -> BinaryIO:
        """The bytes as a stream, to be closed by the caller. Raises NotFound."""

    def local(self, key: str) -> AbstractContextManager[Path]:
        """A path to read from while the context lasts, for what cannot read a stream. Raises NotFound."""

    def remove(self, key: str) -> None:
        """Forget the bytes; nothing happens when they are gone."""


def new_key() -> str:
    """A key that nobody can guess and that tells nothing."""
    return secrets.token_hex(16)


class Measured:
    """A stream that counts and digests what is read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes: as many as asked for, fewer only at the end. boto3 takes a short answer for the end."""
        got = bytearray()
        while size < 0 or len(got) < size:
            piece = self._stream.read(size - len(got) if size >= 0 else PIECE)
            if not piece:
                break
            got += piece
        self._digest.update(got)
        self.size += len(got)
        return bytes(got)

    def kept_as(self, key: str) -> Kept:
        """What was read, under its key."""
        return Kept(key, self.size, self._digest.hexdigest())


def pieces(stream: BinaryIO | Measured) -> Iterator[bytes]:
    """A stream a piece at a time."""
    while piece := stream.read(PIECE):
        yield piece


class LocalStorage:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, stream: BinaryIO) -> Kept:
        """Keep a stream under a new key."""
        return self.put(new_key(), stream)

    def put(self, key: str, stream: BinaryIO) -> Kept:
        """Keep a stream: written beside its place first, so that a cut-off upload leaves nothing behind."""
        place, measured = self._place(key), Measured(stream)
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_suffix(".part")
        try:
            with unfinished.open("wb") as file:
                for piece in pieces(measured):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(place)
        finally:
            unfinished.unlink(missing_ok=True)
        return measured.kept_as(key)

    def open(self, key: str) -> BinaryIO:
        """The bytes. Raises NotFound."""
        try:
            return self._place(key).open("rb")
        except FileNotFoundError as error:
            raise NotFound("The file is no longer there.") from error

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """Where the bytes are. Raises NotFound."""
        place = self._place(key)
        if not place.is_file():
            raise NotFound("The file is no longer there.")
        yield place

    def remove(self, key: str) -> None:
        """Forget the bytes."""
        self._place(key).unlink(missing_ok=True)

    def _place(self, key: str) -> Path:
        return self._folder / key[:2] / key
