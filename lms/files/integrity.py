"""What `lms verify` looks at here: every stored file is there, and is what it was."""

from collections.abc import Callable

from sqlalchemy import select

from lms.errors import NotFound
from lms.extensions import db
from lms.files.actions import storage
from lms.files.models import StoredFile
from lms.files.storage import Measured, OutOfReach, pieces


def stored_files() -> list[str]:
    """Files that are gone or changed; the first twenty."""
    wanted = select(StoredFile.id, StoredFile.key, StoredFile.size, StoredFile.sha256).order_by(StoredFile.id)
    faults: list[str] = []
    for number, key, size, sha256 in db.session.execute(wanted.execution_options(yield_per=500)):
        try:
            fault = _fault(key, size, sha256)
        except OutOfReach as error:
            return [*faults, str(error)]
        if fault:
            faults.append(f"file {number}: {fault}")
        if len(faults) == 20:
            break
    return faults


def _fault(key: str, size: int, sha256: str) -> str:
    try:
        with storage().open(key) as stream:
            measured = Measured(stream)
            for _piece in pieces(measured):
                pass
    except NotFound:
        return "its bytes are gone"
    found = measured.kept_as(key)
    return "" if (found.size, found.sha256) == (size, sha256) else "its bytes were changed"


CHECKS: tuple[tuple[str, Callable[[], list[str]]], ...] = (("stored files", stored_files),)
