"""What the worker does for this room: making files, checking them, and reminding of those not handed over."""

import hashlib
from datetime import timedelta
from typing import Any

from lms import clock
from lms.archive import actions
from lms.archive.queries.files import CHECK, MAKE, stored_class_file
from lms.archive.queries.handing import files_to_remind
from lms.archive.rules import reminder_to_send
from lms.extensions import db
from lms.files.actions import opened
from lms.jobs.registry import Progress, job, repeat
from lms.people.queries import EVERYWHERE
from lms.training.queries.classes import class_for_update
from lms.transaction import transaction


@job(MAKE)
def make_file(progress: Progress, class_id: int, class_file_id: int) -> dict[str, Any]:
    """Make a class's file and keep it. Run again it gives the same, which is kept once."""
    contents = actions.contents_of_file(class_id, class_file_id)
    content = actions.zip_of(contents, progress)
    db.session.rollback()
    with transaction():
        return {"stored_file_id": actions.keep_zip(class_id, class_file_id, content)}


@job(CHECK)
def check_file(progress: Progress, class_id: int, class_file_id: int) -> dict[str, Any]:
    """Make it again and compare: with the checksum that was noted, and with the bytes that are kept."""
    class_file = stored_class_file(class_id, class_file_id)
    again = hashlib.sha256(actions.zip_of(actions.contents_of_file(class_id, class_file_id), progress)).hexdigest()
    noted = class_file.stored_file.sha256 if class_file.stored_file else ""
    with opened(class_file.stored_file) as stream:  # type: ignore[arg-type]  # only a file that is made is checked
        there = hashlib.sha256(stream.read()).hexdigest()
    return {"kept": there == noted, "again": again == noted}


@repeat("remind of class files", timedelta(hours=6))
def remind_of_files() -> None:
    """Three weeks and a month after a closing its supervisor hears of the file; a transaction a file, in its words."""
    waiting = files_to_remind(clock.now())
    db.session.rollback()
    for file in waiting:
        reminder = reminder_to_send(file.closed_on, clock.today(), file.sent)
        if reminder is not None:
            with transaction():
                actions.remind(class_for_update(file.class_id, EVERYWHERE), file.id, file.closed_on, reminder)
