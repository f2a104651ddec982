"""What offices send to be imported holds people's numbers; it is kept for a month, no longer."""

from sqlalchemy import func, select

from lms import clock
from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.files.actions import storage
from lms.files.models import StoredFile
from lms.jobs.registry import REPEATED
from lms.spreadsheets.jobs import forget_old_files
from tests.facts.imports import checked, taken, work

HEAD = "人员编号,姓名,单位编码,职务,职务类别,任职日期,免职日期"
GOOD = f"{HEAD}\nP1,王敏,S1C1,社区党委书记,社区(村)主职干部,2023-05-01,"
FAULTY = f"{HEAD}\nP2,王敏,S1C1,社区党委书记,没有这种,2023-05-01,"


def kept(district):
    with district.session() as session:
        return session.scalar(select(func.count()).select_from(StoredFile)) or 0


def keys(district):
    with district.session() as session:
        return list(session.scalars(select(StoredFile.key)))


def forget(district):
    with district.app.app_context():
        forget_old_files()


def test_it_is_done_again_and_again():
    assert REPEATED["forget old import files"].function is forget_old_files


def test_files_and_marked_workbooks_go_after_thirty_days_with_their_bytes(district, set_clock):
    set_clock("2026-03-01 09:00")
    browser = district.client(Role.DISTRICT)
    checked(district, browser, FAULTY)
    assert kept(district) == 2  # what was sent, and the marked workbook
    places = keys(district)
    set_clock("2026-03-31 08:00")
    forget(district)
    assert kept(district) == 2
    set_clock("2026-03-31 09:01")
    forget(district)
    assert kept(district) == 0
    with district.app.app_context():
        folder = district.app.extensions["settings"].data_dir / "files"
        assert not any((folder / key[:2] / key).exists() for key in places)
        assert storage() is not None
    with district.session() as session:
        deed = session.scalars(select(AuditEntry).where(AuditEntry.action == "import.forgotten")).one()
        assert (deed.actor, clock.local(deed.at).date().isoformat()) == ("system:retention", "2026-03-31")


def test_nothing_is_put_down_where_nothing_was_old(district, set_clock):
    forget(district)
    with district.session() as session:
        assert session.scalars(select(AuditEntry).where(AuditEntry.action == "import.forgotten")).all() == []


def test_other_files_are_not_touched(district, set_clock):
    from tests.facts import materials, training

    set_clock("2026-03-01 09:00")
    materials.add_material(district, training.add_class(district, "S1"))
    set_clock("2026-06-01 09:00")
    forget(district)
    assert kept(district) == 1


def test_what_is_not_kept_any_more_is_told_and_nothing_is_imported(district, set_clock):
    set_clock("2026-03-01 09:00")
    browser = district.client(Role.DISTRICT)
    good, faulty = checked(district, browser, GOOD), checked(district, browser, FAULTY)
    set_clock("2026-04-15 09:00")
    forget(district)
    workbook = browser.get(f"{faulty}/workbook?lang=en")
    assert workbook.status_code == 422
    assert "kept for 30 days" in workbook.get_data(as_text=True)
    address = taken(district, browser, good)
    work(district)
    page = browser.get(f"{address}?lang=en").get_data(as_text=True)
    assert "30" in page
    assert browser.get(good).status_code == 200
