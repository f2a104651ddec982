"""Files sent by browser, the worker that checks and takes them, and imports that stand where a test wants them."""

import io

from lms import clock
from lms.accounts.rules import Role
from lms.audit.actor import Actor
from lms.files import actions as files
from lms.jobs.models import Job
from lms.jobs.worker import run_waiting
from lms.spreadsheets import outcome
from lms.spreadsheets.jobs import CHECK, PURPOSE, XLSX
from lms.spreadsheets.kinds import kind_named
from lms.spreadsheets.report import Report
from tests.facts.district import District


def send(browser, content: bytes | str, *, name: str = "名册.csv", kind: str = "people"):
    """The answer to the form with a file in it."""
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return browser.post("/import", data={"kind": kind, "file": (stream, name)}, content_type="multipart/form-data")


def checked(district: District, browser, content: bytes | str, **more) -> str:
    """Send a file and have it checked; gives the address of what came of it."""
    answer = send(browser, content, **more)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    work(district)
    return answer.location


def taken(district: District, browser, address: str, *, partial: bool = False) -> str:
    """Press the button of a checked file and have it taken; gives the address of what came of it."""
    answer = browser.post(f"{address}/take", data={"partial": "1"} if partial else {})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    work(district)
    return answer.location


def work(district: District) -> None:
    """Let the worker do everything that waits."""
    with district.app.app_context():
        run_waiting()


def add_checked_import(district: District, *, faulty: bool) -> tuple[int, int]:
    """A person of street S1 who had a file checked; gives their id and the import's."""
    person_id = district.add_person("林静", at="S1")
    district.grant(person_id, Role.STREET, "S1")
    report = Report(kind_named("people"), "名册.csv", rows=1, taken=0 if faulty else 1, new=0 if faulty else 1)
    actor = Actor.person(person_id, "林静")
    with district.session() as session:
        kept = files.keep(actor, io.BytesIO(b"workbook"), name="名册.xlsx", media_type=XLSX, purpose=PURPOSE)
        sender = {"person_id": person_id, "name": "林静", "address": "", "language": "zh_Hans"}
        job = Job(
            kind=CHECK, arguments={"file": {"id": kept.id, "name": kept.name}, "kind": "people", "sender": sender},
            state="done", result=outcome.kept(report) | {"files": {"marked": kept.id} if faulty else {}},
            owner_person_id=person_id, created_by=str(actor), created_at=clock.now(),
        )  # fmt: skip
        session.add(job)
        session.commit()
        return person_id, job.id
