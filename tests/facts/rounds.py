"""Rounds, members, meetings and visits, as short as a test needs them; made by the actions that pages use."""

import io
import itertools
from datetime import date, timedelta

from PIL import Image
from sqlalchemy import insert, select

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.people.models import Affiliation, PartyStanding, Person
from lms.people.queries import EVERYWHERE
from lms.rounds.actions import closing, reaches, reports
from lms.rounds.actions import rounds as actions
from lms.rounds.actions.reaches import ReachFields
from lms.rounds.actions.reports import ReportFields
from lms.rounds.actions.rounds import RoundFields
from lms.rounds.keeping import checked
from lms.rounds.models import BranchFile, MemberReach
from lms.rounds.queries import rounds
from lms.rounds.queries.branches import branch_for_update, faces_of_branch
from lms.rounds.rules import DEFAULT_THEMES, ReachHow, ReachKind
from lms.transaction import transaction
from tests.facts.district import LONG_AGO, RECORDER, District

OFFICE = Actor("console:test", "test")
IN_THE_ROUND = "2026-12-20 09:00"
_keys = itertools.count(1)


def add_round(district: District, at: str = "S1", **more) -> int:
    """冬训 of 2026, 1 December to 31 January, reported by 20 January; each member comes once. Gives its id."""
    given = {
        "name": "2026年党员冬训", "category": "冬训", "year": 2026, "first_day": date(2026, 12, 1),
        "last_day": date(2027, 1, 31), "report_by": date(2027, 1, 20), "themes": DEFAULT_THEMES, "minutes_each": 0,
        "meetings_each": 0, "minutes_a_theme": 0, "meetings_a_theme": 1,
    } | more  # fmt: skip
    with district.session(), transaction():
        fields = RoundFields(organiser_id=district.organisations[at], **given)
        return actions.open_round(OFFICE, fields).id


def add_member(district: District, name: str = "周德海", at: str = "S1C1", **more) -> int:
    """A party member; gives the person's id."""
    return district.add_person(name, at=at, political_status="中共党员", **more)


def add_members(district: District, how_many: int, at: str = "S1C1", name: str = "党员") -> list[int]:
    """Many members of one organisation at once; gives their ids."""
    with district.session():
        first = db.session.query(Person).count()
        rows = [{"person_no": f"M{at}{first + n:06}", "name": f"{name}{n:03}", "is_synthetic": False}
                for n in range(1, how_many + 1)]  # fmt: skip
        ids = list(db.session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), rows))
        place = district.organisations[at]
        db.session.execute(insert(Affiliation), [{"person_id": one, "organisation_id": place} for one in ids])
        standing = {"political_status": "中共党员", "recorded_at": LONG_AGO, "recorded_by": RECORDER}
        db.session.execute(insert(PartyStanding), [standing | {"person_id": one} for one in ids])
        db.session.commit()
        return ids


def theme_ids(district: District, round_id: int) -> list[int]:
    """The themes of a round in their order."""
    with district.session():
        return [theme.id for theme in rounds.themes_of(round_id)]


def report(
    district: District, round_id: int, people, *, at: str = "S1C1", theme: int = 0, day: str = "2026-12-10",
    minutes: int = 90, reasons=None, key: str = "", files=(),
) -> int:  # fmt: skip
    """A meeting of a branch to which `people` came; gives its id."""
    theme_id = theme_ids(district, round_id)[theme]
    fields = ReportFields(theme_id, date.fromisoformat(day), minutes, frozenset(people), reasons or {})
    with district.session(), transaction():
        round_ = rounds.round_to_report(round_id, EVERYWHERE)
        branch = branch_for_update(round_, district.organisations[at], EVERYWHERE)
        return reports.report_meeting(OFFICE, round_, branch, fields, files, key or f"k{next(_keys)}")[0]


def reach(
    district: District, round_id: int, people, *, at: str = "S1C1", kind: ReachKind = ReachKind.HOME,
    day: str = "2026-12-12", minutes: int = 45,
) -> int:  # fmt: skip
    """Members reached otherwise; gives how many are new."""
    fields = ReachFields(kind.value, ReachHow.TALKED.value, date.fromisoformat(day), minutes, "张支书")
    with district.session(), transaction():
        round_ = rounds.round_to_report(round_id, EVERYWHERE)
        branch = branch_for_update(round_, district.organisations[at], EVERYWHERE)
        return reaches.record_reaches(OFFICE, round_, branch, frozenset(people), fields)


def close(district: District, round_id: int):
    """Close a round; gives the plan that was carried out."""
    with district.session(), transaction():
        return closing.close_round(OFFICE, rounds.round_for_update(round_id, EVERYWHERE))


def reopen(district: District, round_id: int, reason: str = "三个单位补报") -> int:
    """Reopen a round; gives how many records were taken back."""
    with district.session(), transaction():
        return closing.reopen_round(OFFICE, rounds.round_for_update(round_id, EVERYWHERE), reason)


def members_of(district: District, round_id: int, at: str) -> list[str]:
    """The names of a branch's members."""
    with district.session():
        round_ = rounds.round_for(round_id, EVERYWHERE)
        return [face.name for face in faces_of_branch(round_, district.organisations[at])]


def photo(*, width: int = 3000, height: int = 2000, kind: str = "JPEG", exif: bool = True) -> io.BytesIO:
    """A picture as a phone takes it, with the place it was taken at."""
    made = io.BytesIO()
    data = Image.Exif()
    if exif:
        data[0x010F] = "SecretPhone"
        data.get_ifd(0x8825)[1] = "N"
        data.get_ifd(0x8825)[2] = (36.0, 4.0, 12.0)
        data[0x0112] = 6  # turned on its side
    Image.new("RGB", (width, height), "navy").save(made, kind, exif=data)
    made.seek(0)
    return made


def _open_now(district: District) -> tuple[int, str]:
    """A round that runs today, and yesterday as text; for samples that do not set the clock."""
    today = clock.today()
    window = {"first_day": today - timedelta(days=30), "last_day": today + timedelta(days=30), "report_by": today}
    return add_round(district, year=today.year, **window), (today - timedelta(days=1)).isoformat()


def _meeting(district: District) -> dict[str, int]:
    member = add_member(district)
    round_id, day = _open_now(district)
    return {"round_id": round_id, "meeting_id": report(district, round_id, [member], day=day)}


def _round(district: District) -> dict[str, int]:
    return {"round_id": _meeting(district)["round_id"]}


def _branch(district: District) -> dict[str, int]:
    return _round(district) | {"organisation_id": district.organisations["S1C1"]}


def _file(district: District) -> dict[str, int]:
    member = add_member(district)
    round_id, day = _open_now(district)
    picture = checked("照片.jpg", photo(width=60, height=40))
    report(district, round_id, [member], day=day, files=[picture])
    with district.session() as session:
        newest = select(BranchFile.id).order_by(BranchFile.id.desc()).limit(1)
        return {"round_id": round_id, "file_id": session.scalar(newest)}


def _reach(district: District) -> dict[str, int]:
    member = add_member(district)
    round_id, day = _open_now(district)
    reach(district, round_id, [member], day=day)
    with district.session() as session:
        newest = select(MemberReach.id).order_by(MemberReach.id.desc()).limit(1)
        return {"round_id": round_id, "reach_id": session.scalar(newest)}


def _export(district: District) -> dict[str, object]:
    return _round(district) | {"file_format": "csv"}


def _register(district: District) -> dict[str, object]:
    return _branch(district) | {"file_format": "csv"}


def add_streets(district: District, branches: int, members: int) -> list[str]:
    """Many communities of S1, each with members; gives their codes."""
    codes = [f"S1B{number:03}" for number in range(branches)]
    for code in codes:
        district.add_organisation(code, parent="S1", name=f"{code}社区")
        add_members(district, members, at=code)
    return codes


ROUTE_SAMPLES = {
    **dict.fromkeys(
        [f"rounds.{name}" for name in (
            "edit_round", "change_round", "show_round", "list_not_reached", "list_late", "remind_late",
            "confirm_close", "close_round", "reopen_round",
        )],
        _round,
    ),
    **dict.fromkeys(
        [f"rounds.{name}" for name in (
            "show_branch", "show_members", "show_reached", "new_report", "report_meeting", "new_reach", "record_reach",
        )],
        _branch,
    ),
    **dict.fromkeys(
        [f"rounds.{name}" for name in ("show_meeting", "edit_meeting", "correct_meeting", "take_back_meeting")],
        _meeting,
    ),
    **dict.fromkeys([f"rounds.{name}" for name in ("edit_reach", "correct_reach", "take_back_reach")], _reach),
    **dict.fromkeys(["rounds.show_file", "rounds.remove_file"], _file),
    **dict.fromkeys(["rounds.export_coverage", "rounds.export_not_reached"], _export),
    "rounds.export_register": _register,
}  # fmt: skip
