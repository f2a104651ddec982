"""Classes, seats and marks, as short as a test needs them; made by the actions that pages use."""

import io
from datetime import date, datetime

from sqlalchemy import func, insert, select

from lms import clock
from lms.accounts.rules import Role
from lms.audit.actor import Actor
from lms.extensions import db
from lms.files import actions as files
from lms.people.models import Affiliation, Appointment, Person
from lms.people.queries import EVERYWHERE
from lms.records.rules import TrainingCategory
from lms.training.actions import attendance, classes, enrolment, programmes
from lms.training.actions.attendance import SentRow
from lms.training.actions.classes import ClassFields
from lms.training.actions.programmes import ProgrammeFields
from lms.training.actions.secrets import secret_in_force
from lms.training.models import Programme
from lms.training.queries import attendance as mark_queries
from lms.training.queries import classes as class_queries
from lms.training.queries import meetings as meeting_queries
from lms.training.queries import sign_in as sign_in_queries
from lms.training.rules import sign_in as sign_in_rules
from lms.training.rules.attendance import Entry
from lms.training.rules.words import Half, Mark
from lms.transaction import transaction
from tests.facts.district import LONG_AGO, RECORDER, District
from tests.facts.route_samples import Sample

OFFICE = Actor("console:test", "test")


def add_programme(district: District, at: str = "S1", **more) -> int:
    """A programme of 集中轮训 unless more is said; gives its id."""
    given = {"name": "社区主职干部集中轮训班", "category": TrainingCategory.ROTATION, "year": 2026} | more
    with district.session(), transaction():
        fields = ProgrammeFields(organiser_id=district.organisations[at], **given)
        return programmes.create_programme(OFFICE, fields).id


def add_class(district: District, at: str = "S1", *, programme: int | None = None, people=(), **more) -> int:
    """A class of three days in December 2026, two half-days each, with 60 seats and `people` in it; gives its id."""
    programme = programme or add_programme(district, at)
    draws_from = more.pop("draws_from", None)
    given = {
        "intake_number": 4, "first_day": date(2026, 12, 8), "last_day": date(2026, 12, 10), "declared_year": 2026,
        "capacity": 60, "venue": "党校301", "halves": frozenset({Half.MORNING, Half.AFTERNOON}),
    } | more  # fmt: skip
    with district.session():
        with transaction():
            made = classes.create_class(
                OFFICE, db.session.get(Programme, programme),
                ClassFields(organiser_id=district.organisations[at], **given),
            ).id  # fmt: skip
            if draws_from:
                locked = class_queries.class_for_update(made, EVERYWHERE)
                classes.set_draws_from(OFFICE, locked, district.organisations[draws_from])
        if people:
            seat(district, made, *people)
        return made


def add_crowd(district: District, how_many: int, at: str = "S1C1", name: str = "学员") -> list[int]:
    """Many people of one organisation at once; gives their ids."""
    with district.writing():
        first = db.session.scalar(select(func.max(Person.id))) or 0
        ids = list(range(first + 1, first + how_many + 1))
        people = [{"person_no": f"C{one:06}", "name": f"{name}{one - first:03}", "is_synthetic": False} for one in ids]
        db.session.execute(insert(Person), people)
        ids = list(db.session.scalars(select(Person.id).where(Person.id > first).order_by(Person.id)))
        place = {"organisation_id": district.organisations[at]}
        db.session.execute(insert(Affiliation), [{"person_id": one, **place} for one in ids])
        post = {"position": "社区委员", "recorded_at": LONG_AGO, "recorded_by": RECORDER, **place}
        db.session.execute(insert(Appointment), [{"person_id": one, **post} for one in ids])
        db.session.commit()
        return ids


def seat(district: District, class_id: int, *people: int, make_up_year: int | None = None) -> enrolment.Enrolled:
    """Give people seats."""
    with district.session(), transaction():
        return enrolment.enrol_many(OFFICE, class_id, people, make_up_year, scope=EVERYWHERE)


def meeting_ids(district: District, class_id: int) -> list[int]:
    """The half-days of a class in order."""
    with district.session():
        return [meeting.id for meeting in meeting_queries.meetings_of(class_id)]


def mark(district: District, class_id: int, meeting_id: int, marks: dict[int, Mark], minutes: int = 60):
    """Roll call at one half-day, on top of what is known."""
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        meeting = meeting_queries.meeting_for_update(locked, meeting_id)
        known = mark_queries.known_marks(meeting_id)
        rows = {
            person: SentRow(
                Entry(chosen, minutes if chosen is Mark.LEFT_EARLY else None),
                known[person].id if person in known else None,
            )
            for person, chosen in marks.items()
        }
        return attendance.save_roll_call(OFFICE, locked, meeting, rows)


def mark_all(district: District, class_id: int, marks: dict[int, str]) -> None:
    """The marks of each person at all half-days in order, a letter each: P L E V(leave) A, or - for none."""
    letters = {"P": Mark.PRESENT, "L": Mark.LATE, "E": Mark.LEFT_EARLY, "V": Mark.LEAVE, "A": Mark.ABSENT}
    for place, meeting_id in enumerate(meeting_ids(district, class_id)):
        at_meeting = {person: letters[row[place]] for person, row in marks.items() if row[place] != "-"}
        mark(district, class_id, meeting_id, at_meeting)


def close(district: District, class_id: int):
    """Close a class; gives the plan that was carried out."""
    from lms.training.actions import closing

    with district.session(), transaction():
        return closing.close_class(OFFICE, class_queries.class_for_update(class_id, EVERYWHERE))


def secret_of(district: District, meeting_id: int, at: datetime | None = None) -> str:
    """The whole secret of a half-day, as its wall makes it."""
    with district.session(), transaction():
        return secret_in_force(sign_in_queries.meeting_facts(meeting_id), at or clock.now())


def code_of(district: District, meeting_id: int, at: datetime | None = None) -> str:
    """What the code on the wall of a half-day says now, or said then."""
    at = at or clock.now()
    return sign_in_rules.code(meeting_id, secret_of(district, meeting_id, at), at)


def digits_of(district: District, meeting_id: int) -> str:
    """The six digits on the wall of a half-day now."""
    return sign_in_rules.number(secret_of(district, meeting_id), clock.now())


def _with_meeting(district: District) -> dict[str, int]:
    class_id = add_class(district, "S1", people=[district.add_person(at="S1C1")])
    return {"class_id": class_id, "meeting_id": meeting_ids(district, class_id)[0]}


def _with_person(district: District) -> dict[str, int]:
    person = district.add_person(at="S1C1")
    return {"class_id": add_class(district, "S1", people=[person]), "person_id": person}


def ask_leave(district: District, class_id: int, person: int, how_many: int = 1) -> int:
    """A request for the first half-days of a class; gives its id."""
    from lms.training.actions import leave
    from lms.training.rules.words import LeaveKind

    meetings = meeting_ids(district, class_id)[:how_many]
    with district.session(), transaction():
        locked = class_queries.class_for_update(class_id, EVERYWHERE)
        return leave.ask_leave(OFFICE, locked, person, LeaveKind.SICK, "住院检查", meetings).id


def _own_class(district: District) -> Sample:
    made = _with_person(district)
    return Sample({"class_id": made["class_id"]}, owner=made["person_id"])


def _own_request(district: District) -> Sample:
    made = _with_person(district)
    return Sample({"request_id": ask_leave(district, made["class_id"], made["person_id"])}, owner=made["person_id"])


def _own_sign_in(district: District) -> Sample:
    person = district.add_person(at="S1C1")
    class_id = add_class(district, "S1", people=[person])
    meeting_id = meeting_ids(district, class_id)[0]
    mark(district, class_id, meeting_id, {person: Mark.PRESENT})
    return Sample({"meeting_id": meeting_id}, owner=person)


def _request(district: District) -> dict[str, int]:
    made = _with_person(district)
    return {"request_id": ask_leave(district, made["class_id"], made["person_id"])}


def _code(district: District) -> Sample:
    meeting_id = _with_meeting(district)["meeting_id"]
    told = "who is not on the list of a class is told whom to ask"
    return Sample({"code": f"{meeting_id}-abc12-aaaaaaaaaa"}, shared=told)


def _with_file(district: District) -> Sample:
    """A file of attendance that one trainer sent: nobody but its owner reaches it."""
    made, owner = _with_person(district), district.add_person(at="S1")
    district.grant(owner, Role.TRAINER, "S1")
    with district.session(), transaction():
        stream, actor = io.BytesIO("姓名,状态\n周德海,√\n".encode()), Actor.person(owner, "周德海", "")
        kept = files.keep(actor, stream, name="考勤.csv", media_type="text/csv", purpose="attendance").id
    return Sample({"class_id": made["class_id"], "file_id": kept}, owner=owner)


def _class(district: District) -> dict[str, int]:
    return {"class_id": _with_person(district)["class_id"]}


ROUTE_SAMPLES = {
    **dict.fromkeys(
        ["training.export_classes", "training.export_leave"],
        lambda _district: Sample({"file_format": "csv"}, shared="what lies in reach"),
    ),
    **dict.fromkeys(
        [f"training.{name}" for name in (
            "show_class", "edit_class", "change_class", "edit_timetable", "save_timetable", "copy_day",
            "set_draws_from", "cancel_class", "new_meeting", "add_meeting", "show_trainees", "pick_people",
            "enrol_picked", "enrol_list_page", "enrol_list", "show_attendance", "show_quiz", "sign_in_times",
            "set_sign_in_times", "choose_file", "check_file", "confirm_close", "close_class", "reopen_class",
        )],
        _class,
    ),
    **dict.fromkeys(
        [f"training.{name}" for name in (
            "edit_meeting", "change_meeting", "remove_meeting", "roll_call", "save_roll_call", "give_reasons",
            "save_reasons", "wall", "wall_code", "desk", "sign_in_for",
        )],
        _with_meeting,
    ),
    "training.show_file": _with_file,
    "training.take": _with_file,
    "training.withdraw": _with_person,
    "training.set_make_up": _with_person,
    "training.edit_programme": lambda district: {"programme_id": add_programme(district, "S1")},
    "training.change_programme": lambda district: {"programme_id": add_programme(district, "S1")},
    "training.show_my_class": _own_class,
    "training.leave_page": _own_class,
    "training.ask_leave": _own_class,
    "training.take_back_leave": _own_request,
    "training.show_leave": _request,
    "training.decide_leave": _request,
    "training.show_sign_in": _own_sign_in,
    "training.sign_out": _own_sign_in,
    "training.sign_in_by_code": _code,
}  # fmt: skip
