"""Notices: the one being written, those sent, who stood on their lists, and what a notice says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from lms import clock
from lms.errors import NotFound
from lms.extensions import db
from lms.files.models import StoredFile
from lms.nomination.models import CallNotice, CallNoticePerson, CallQuota, CallUp
from lms.nomination.queries.calls import CallCard
from lms.nomination.queries.nominations import Which, all_named
from lms.nomination.queries.quotas import quotas_of
from lms.nomination.rules.notice import ClassFacts, Paper, Written, paper
from lms.nomination.rules.standing import Standing
from lms.people.queries import OrgScope
from lms.training.models import TrainingClass
from lms.training.queries.classes import ClassCard
from lms.training.queries.meetings import half_days_of
from lms.training.rules.words import Half
from lms.web.wording import hundredths

_HALVES = {Half.MORNING: "上午", Half.AFTERNOON: "下午", Half.EVENING: "晚上"}


@dataclass(frozen=True)
class KeptNotice:
    """A notice as it was sent: its files never change. `pdf` None: the print font lacked a character."""

    edition: int
    document_number: str
    sent_at: datetime
    people: int
    docx: StoredFile
    pdf: StoredFile | None

    def file(self, kind: str) -> StoredFile:
        """The file as docx or pdf. Raises NotFound."""
        found = {"docx": self.docx, "pdf": self.pdf}.get(kind)
        if found is None:
            raise NotFound("There is no such file.")
        return found


def notice_of(class_id: int) -> KeptNotice | None:
    """The notice of a class as it was sent last; None while none was. What the class's file takes in."""
    return next(iter(notices_of(class_id)), None)


def notices_of(class_id: int) -> list[KeptNotice]:
    """Every notice sent for a class, the newest first. Two queries."""
    rows = db.session.execute(_sent().where(CallUp.training_class_id == class_id)).all()
    listed = _people_on(row[0].id for row in rows)
    return [_kept(notice, docx, pdf, len(listed.get(notice.id, ()))) for notice, docx, pdf in rows]


def notice_for_units(class_id: int, edition: int, scope: OrgScope) -> KeptNotice:
    """An edition, for the organiser and for the units it gives seats to. Raises NotFound outside `scope`."""
    given = select(CallQuota.call_up_id).where(scope.reaches(CallQuota.organisation_id))
    organised = select(TrainingClass.id).where(scope.reaches(TrainingClass.organiser_id))
    row = db.session.execute(
        _sent().where(
            CallUp.training_class_id == class_id,
            CallNotice.edition == edition,
            CallUp.id.in_(given) | CallUp.training_class_id.in_(organised),
        )
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such notice here.")
    notice, docx, pdf = row
    return _kept(notice, docx, pdf, len(_people_on([notice.id])[notice.id]))


def notice_for_person(class_id: int, person_id: int) -> KeptNotice | None:
    """The last notice that names a person for a class, as they were sent it."""
    on_list = select(CallNoticePerson.notice_id).where(CallNoticePerson.person_id == person_id)
    row = db.session.execute(
        _sent().where(CallUp.training_class_id == class_id, CallNotice.id.in_(on_list)).limit(1)
    ).one_or_none()
    if row is None:
        return None
    notice, docx, pdf = row
    return _kept(notice, docx, pdf, len(_people_on([notice.id])[notice.id]))


def being_written(call_up_id: int) -> CallNotice | None:
    """The edition that is not sent yet."""
    return db.session.scalar(
        select(CallNotice)
        .where(CallNotice.call_up_id == call_up_id, CallNotice.sent_at.is_(None))
        .execution_options(populate_existing=True)
    )


def last_sent(call_up_id: int) -> CallNotice | None:
    """The edition sent last."""
    return db.session.scalar(
        select(CallNotice)
        .where(CallNotice.call_up_id == call_up_id, CallNotice.sent_at.is_not(None))
        .order_by(CallNotice.edition.desc())
        .limit(1)
    )


def people_told(notice: CallNotice | None) -> dict[int, int]:
    """Who stood on a notice's list, with the unit of each; of no notice: nobody."""
    return {} if notice is None else dict(_people_on([notice.id]).get(notice.id, {}))


def people_called(call_up_id: int) -> dict[int, int]:
    """Who would stand on the list now, with the unit of each."""
    named = all_named(call_up_id, Which(standings=frozenset({Standing.CONFIRMED})))
    return {one.person_id: one.organisation_id for one in named}


def paper_of(call: CallCard, written: Written) -> Paper:
    """What a notice says as things stand: quotas, the confirmed people, the timetable. Four queries."""
    confirmed = all_named(call.id, Which(standings=frozenset({Standing.CONFIRMED})))
    meetings = half_days_of(call.card.id)
    begins = clock.local(meetings[0].starts_at) if meetings else None
    return paper(
        written,
        class_facts(call.card, begins),
        [(one.name, one.seats) for one in quotas_of(call.id)],
        [(one.unit, one.face.name, _post(one.face.organisation, one.face.post)) for one in confirmed],
        [_half_day(meeting) for meeting in meetings],
    )


def class_facts(card: ClassCard, begins_at: datetime | None = None) -> ClassFacts:
    """What a notice has to know of a class."""
    return ClassFacts(
        programme=card.programme_name, intake_number=card.intake_number, declared_year=card.declared_year,
        first_day=card.first_day, last_day=card.last_day, begins_at=begins_at, venue=card.venue,
        hours=hundredths(card.planned_centihours), organiser=card.organiser_name if card.is_round else "",
    )  # fmt: skip


def written_in(notice: CallNotice) -> Written:
    """What the office wrote into an edition."""
    return Written(
        document_number=notice.document_number, issuer=notice.issuer, signed_on=notice.signed_on,
        audience=notice.audience, content=notice.content, demands=notice.demands, contact=notice.contact,
        phone=notice.phone, email=notice.email,
    )  # fmt: skip


def _half_day(meeting: Any) -> tuple[str, ...]:  # noqa: ANN401 - a ClassMeeting
    starts, ends = clock.local(meeting.starts_at), clock.local(meeting.ends_at)
    time = f"{starts:%-H:%M}—{ends:%-H:%M}"
    return (
        f"{meeting.day.month}月{meeting.day.day}日", _HALVES[Half(meeting.half)], time, meeting.topic, meeting.teacher,
        meeting.room,
    )  # fmt: skip


def _post(organisation: str, post: str) -> str:
    return post if organisation and post.startswith(organisation) else f"{organisation}{post}"


def _sent() -> Select[*tuple[Any, ...]]:
    docx, pdf = aliased(StoredFile), aliased(StoredFile)
    return (
        select(CallNotice, docx, pdf)
        .join(CallUp, CallUp.id == CallNotice.call_up_id)
        .join(docx, docx.id == CallNotice.docx_file_id)
        .outerjoin(pdf, pdf.id == CallNotice.pdf_file_id)
        .where(CallNotice.sent_at.is_not(None))
        .order_by(CallNotice.edition.desc())
    )


def _people_on(notice_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """Who stood on the list of each of these notices."""
    found: dict[int, dict[int, int]] = {notice: {} for notice in notice_ids}
    rows = db.session.execute(
        select(CallNoticePerson.notice_id, CallNoticePerson.person_id, CallNoticePerson.organisation_id).where(
            CallNoticePerson.notice_id.in_(found)
        )
    )
    for notice, person, unit in rows:
        found[notice][person] = unit
    return found


def _kept(notice: CallNotice, docx: StoredFile, pdf: StoredFile | None, people: int) -> KeptNotice:
    assert notice.sent_at is not None  # noqa: S101 - `_sent` asks for those alone
    return KeptNotice(notice.edition, notice.document_number, notice.sent_at, people, docx, pdf)
