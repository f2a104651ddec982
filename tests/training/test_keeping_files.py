"""Files of a door system or a paper sheet go after a month; what was taken from them stays."""

import io

from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.files import actions as files
from lms.files.models import StoredFile
from lms.jobs.registry import REPEATED
from lms.training.jobs import FILES, forget_old_files
from lms.transaction import transaction
from tests.facts.training import OFFICE


def test_an_attendance_file_goes_after_thirty_days_and_that_is_put_down(district, set_clock):
    assert REPEATED["forget old attendance files"].function is forget_old_files
    set_clock("2026-12-10 09:00")
    with district.session(), transaction():
        files.keep(OFFICE, io.BytesIO(b"x"), name="签到.xlsx", media_type="text/plain", purpose=FILES)
    for day, left in (("2027-01-09 08:59", 1), ("2027-01-09 09:01", 0)):
        set_clock(day)
        with district.session() as session:
            forget_old_files()
            assert len(session.scalars(select(StoredFile)).all()) == left
    with district.session() as session:
        assert session.scalars(select(AuditEntry).where(AuditEntry.action == "attendance.files_forgotten")).one()
