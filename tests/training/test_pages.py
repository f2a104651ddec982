"""Each page of the room, as the people it is for see it; the reading client checks what every page must be."""

import pytest

from lms.accounts.rules import Role
from tests.facts import training


@pytest.fixture
def class_id(sqlite_district, set_clock):
    set_clock("2026-12-01 09:00")
    people = [sqlite_district.add_person(name, at="S1C1") for name in ("周德海", "王伟")]
    made = training.add_class(sqlite_district, "S1", people=people)
    set_clock("2026-12-08 08:20")
    return made


@pytest.fixture
def trainer(sqlite_district):
    return sqlite_district.client(Role.TRAINER, at="S1")


PAGES = [
    "/classes", "/classes/closed", "/classes/new", "/programmes", "/programmes/new", "/attendance", "/trainees",
    "/leave", "/leave?show=decided", "/classes/{class_id}", "/classes/{class_id}/trainees",
    "/classes/{class_id}/attendance", "/classes/{class_id}/quiz", "/classes/{class_id}/edit",
    "/classes/{class_id}/cancel", "/classes/{class_id}/close", "/classes/{class_id}/reopen",
    "/classes/{class_id}/enrol", "/classes/{class_id}/enrol/list", "/classes/{class_id}/meetings/new",
    "/classes/{class_id}/meetings/{meeting}/edit", "/classes/{class_id}/meetings/{meeting}/roll-call",
    "/classes/{class_id}/meetings/{meeting}/wall", "/classes/{class_id}/meetings/{meeting}/wall/code",
    "/classes/{class_id}/meetings/{meeting}/corrections", "/classes/{class_id}/trainees/{person}/withdraw",
    "/classes/{class_id}/trainees/{person}/make-up", "/classes/new?programme=1", "/programmes/1/edit",
]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_trainer_reads_the_page(sqlite_district, class_id, trainer, path, language):
    meeting = training.meeting_ids(sqlite_district, class_id)[0]
    address = path.format(class_id=class_id, meeting=meeting, person=1)
    answer = trainer.get(address + ("&" if "?" in address else "?") + f"lang={language}")
    assert answer.status_code == 200, answer.text
