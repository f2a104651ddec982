"""What the worker does for this room: forgetting lists of who came, once they were kept long enough."""

from datetime import timedelta

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.files import actions as files
from lms.jobs.registry import repeat
from lms.transaction import transaction

FILES = "attendance"
"""The purpose of files of a door system or a paper sheet that are sent to be taken as attendance."""
KEPT_FOR = timedelta(days=30)


@repeat("forget old attendance files", timedelta(hours=6))
def forget_old_files() -> None:
    """They hold names and numbers; what was taken from them stands in the attendance."""
    with transaction():
        gone = files.forget_older(FILES, clock.now() - KEPT_FOR)
        if gone:
            audit.record(Actor.system("retention"), "attendance.files_forgotten", files=gone, days=KEPT_FOR.days)
