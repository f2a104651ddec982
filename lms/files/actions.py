"""Keeping files and fetching them again."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from flask import current_app
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from lms import clock
from lms.audit.actor import Actor
from lms.errors import DomainError, NotFound
from lms.extensions import db
from lms.files.models import StoredFile
from lms.files.storage import Kept, LocalStorage, Storage

logger = logging.getLogger(__name__)
_STORAGE = "storage"
_KEPT, _FORGOTTEN = "bytes whose row is not stored yet", "bytes to forget once that is stored"


def storage() -> Storage:
    """The place where this installation keeps bytes."""
    kept: Storage | None = current_app.extensions.get(_STORAGE)
    if kept is None:
        kept = current_app.extensions[_STORAGE] = _storage()
    return kept


def _storage() -> Storage:
    settings = current_app.extensions["settings"]
    if settings.storage == "local":
        return LocalStorage(settings.data_dir / "files")
    from lms.files.remote import S3Storage  # noqa: PLC0415 - a library of half a second, for those who use it

    return S3Storage(settings)


@contextmanager
def held(stream: BinaryIO) -> Iterator[Kept]:
    """Keep a stream's bytes before a transaction is opened; they go again if the block fails.

    Sending them to another server takes time, and nobody should wait for the database meanwhile.
    """
    kept = storage().keep(stream)
    try:
        yield kept
    except BaseException:
        _let_go([kept.key])
        raise


def enter(actor: Actor, kept: Kept, *, name: str, media_type: str, purpose: str) -> StoredFile:
    """Write the row of bytes that are kept; the file belongs to `actor`."""
    row = StoredFile(
        key=kept.key,
        name=name[:200],
        media_type=media_type,
        size=kept.size,
        sha256=kept.sha256,
        purpose=purpose,
        owner_person_id=actor.person_id,
        created_by=str(actor),
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def keep(actor: Actor, stream: BinaryIO, *, name: str, media_type: str, purpose: str) -> StoredFile:
    """Keep a short stream as a file that belongs to `actor`: first the bytes, then the row in the transaction.

    When that comes to nothing the bytes go too.
    """
    kept = storage().keep(stream)
    db.session.info.setdefault(_KEPT, []).append(kept.key)
    return enter(actor, kept, name=name, media_type=media_type, purpose=purpose)


def forget(file: StoredFile) -> None:
    """Take a file's row away; its bytes go once that is stored."""
    db.session.info.setdefault(_FORGOTTEN, []).append(file.key)
    db.session.delete(file)


def forget_older(purpose: str, than: datetime) -> int:
    """Forget every file kept for a purpose before an instant; gives how many."""
    old = db.session.scalars(select(StoredFile).where(StoredFile.purpose == purpose, StoredFile.created_at < than))
    found = old.all()
    for file in found:
        forget(file)
    return len(found)


@event.listens_for(Session, "after_commit")
def _after_commit(session: Session) -> None:
    session.info.pop(_KEPT, None)
    _let_go(session.info.pop(_FORGOTTEN, []))


@event.listens_for(Session, "after_rollback")
def _after_rollback(session: Session) -> None:
    session.info.pop(_FORGOTTEN, None)
    _let_go(session.info.pop(_KEPT, []))


def _let_go(keys: list[str]) -> None:
    """Forget bytes that no row names. A storage that is away must not undo what is stored."""
    for key in keys:
        try:
            storage().remove(key)
        except (DomainError, OSError):
            logger.exception("the bytes %s are of no file any more and could not be removed", key)


def file_of(file_id: int, person_id: int | None) -> StoredFile:
    """A person's own file (None: the system's). Raises NotFound, also when it is somebody else's."""
    row = db.session.scalars(
        select(StoredFile).where(StoredFile.id == file_id, StoredFile.owner_person_id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such file.")
    return row


def opened(file: StoredFile) -> BinaryIO:
    """A file's bytes as a stream, to be closed by the caller. Raises NotFound or OutOfReach."""
    return storage().open(file.key)


def local_copy(file: StoredFile) -> AbstractContextManager[Path]:
    """A path to read a file from while the context lasts. Raises NotFound or OutOfReach."""
    return storage().local(file.key)
