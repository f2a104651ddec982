"""Keeping files and fetching them again."""

from pathlib import Path
from typing import BinaryIO

from flask import current_app
from sqlalchemy import select

from lms import clock
from lms.audit.actor import Actor
from lms.errors import NotFound
from lms.extensions import db
from lms.files.models import StoredFile
from lms.files.storage import LocalStorage, Storage


def storage() -> Storage:
    """The place where this installation keeps bytes."""
    return LocalStorage(current_app.extensions["settings"].data_dir / "files")


def keep(actor: Actor, stream: BinaryIO, *, name: str, media_type: str, purpose: str) -> StoredFile:
    """Keep a stream as a file that belongs to `actor`. The bytes are on the disk before the row is stored."""
    kept = storage().keep(stream)
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


def file_of(file_id: int, person_id: int | None) -> StoredFile:
    """A person's own file (None: the system's). Raises NotFound, also when it is somebody else's."""
    row = db.session.scalars(
        select(StoredFile).where(StoredFile.id == file_id, StoredFile.owner_person_id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such file.")
    return row


def path_of(file: StoredFile) -> Path:
    """Where to read a file's bytes. Raises NotFound."""
    return storage().path(file.key)
