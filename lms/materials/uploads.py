"""Bytes of a form's file, kept before the transaction that writes its row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from lms.files.actions import held
from lms.materials.actions.materials import Upload
from lms.materials.forms.files import UploadField


@contextmanager
def uploaded(field: UploadField) -> Iterator[Upload | None]:
    """The file of a validated field, its bytes kept while the block goes well; None where no file was chosen."""
    if field.upload is None or field.kind is None:
        yield None
        return
    with held(cast("BinaryIO", field.upload.stream)) as kept:
        yield Upload(kept, field.kind, field.upload.filename or "")
