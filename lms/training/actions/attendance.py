"""Roll call: a row each, saved together; what changed meanwhile comes back, and first entries stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, update

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.training.actions.openness import refuse_unless_open
from lms.training.models import Attendance, ClassMeeting, TrainingClass
from lms.training.queries import attendance
from lms.training.rules.attendance import DECIDE, WRITE, Entry, Row, decide
from lms.training.rules.words import Mark, Source


@dataclass(frozen=True)
class SentRow:
    """What a roll call sends of one person: the mark chosen, if any, and the entry the page had shown."""

    wanted: Entry | None
    shown_id: int | None


@dataclass(frozen=True)
class RollSaved:
    """How saving went: rows written, those of them that changed an earlier mark, and those to decide again."""

    written: tuple[int, ...]
    corrected: tuple[int, ...]
    to_decide: Mapping[int, Entry]


def save_roll_call(
    actor: Actor,
    training_class: TrainingClass,
    meeting: ClassMeeting,
    rows: Mapping[int, SentRow],
    head_count: int | None = None,
) -> RollSaved:
    """Save a roll call of a locked class, person by person; a constant number of statements.

    Not marked never removes a sign-in. A row changed since it was shown is not written: it is in `to_decide`.
    People who are not expected at the meeting are left out. Raises Refused when the class is closed.
    """
    refuse_unless_open(training_class)
    known = attendance.known_marks(meeting.id)
    expected = attendance.expected_people(meeting.id)
    shown = attendance.entries_with_ids(meeting.id, {row.shown_id for row in rows.values() if row.shown_id})
    to_write: dict[int, Entry] = {}
    to_decide: dict[int, Entry] = {}
    for person, sent in rows.items():
        verdict = decide(_row(sent, known.get(person), shown))
        if sent.wanted is not None and person in expected and verdict in {WRITE, DECIDE}:
            (to_write if verdict == WRITE else to_decide)[person] = sent.wanted
    corrected = [known[person] for person in to_write if person in known]
    _write(actor, meeting, to_write, corrected)
    _audit(actor, training_class, meeting, to_write, known, head_count)
    meeting.head_count = meeting.head_count if head_count is None else head_count
    return RollSaved(tuple(to_write), tuple(one.person_id for one in corrected), to_decide)


def _row(sent: SentRow, current: Attendance | None, shown: Mapping[int, Entry]) -> Row:
    return Row(
        wanted=sent.wanted,
        shown=shown.get(sent.shown_id) if sent.shown_id else None,
        shown_id=sent.shown_id,
        current=None if current is None else Entry(Mark(current.status), current.minutes_attended),
        current_id=None if current is None else current.id,
    )


def _write(actor: Actor, meeting: ClassMeeting, entries: Mapping[int, Entry], corrected: list[Attendance]) -> None:
    """Supersede what is corrected, then insert every entry; what is known of a sign-in goes with its person."""
    now = clock.now()
    supersede_marks(actor, [one.id for one in corrected], now)
    before = {one.person_id: one for one in corrected}
    rows: list[dict[str, Any]] = [
        {
            "class_meeting_id": meeting.id, "person_id": person, "status": entry.mark.value,
            "minutes_attended": entry.minutes, "source": Source.ROLL_CALL.value,
            "signed_in_at": before[person].signed_in_at if person in before else None,
            "device": before[person].device if person in before else None,
            "address": before[person].address if person in before else None,
            "signed_out_at": before[person].signed_out_at if person in before else None,
            "arrived_at": before[person].arrived_at if person in before else None,
            "recorded_at": now, "recorded_by": str(actor),
        }
        for person, entry in entries.items()
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Attendance), rows)


def supersede_marks(actor: Actor, ids: list[int], now: Any) -> None:  # noqa: ANN401 - an instant
    """End what was known of these marks. One statement."""
    if ids:
        db.session.execute(
            update(Attendance)
            .where(Attendance.id.in_(ids))
            .values(superseded_at=now, superseded_by=str(actor))
            .execution_options(synchronize_session=False)
        )


def _audit(
    actor: Actor,
    training_class: TrainingClass,
    meeting: ClassMeeting,
    entries: Mapping[int, Entry],
    before: Mapping[int, Attendance],
    head_count: int | None,
) -> None:
    for person, entry in entries.items():
        audit.record(
            actor, "attendance.marked", of=meeting, person_id=person, organisation_id=training_class.organiser_id,
            before=before[person].status if person in before else None, after=entry.mark, minutes=entry.minutes,
        )  # fmt: skip
    audit.record(
        actor, "attendance.roll_call", of=meeting, organisation_id=training_class.organiser_id, marks=len(entries),
        head_count=head_count,
    )  # fmt: skip


def give_reasons(actor: Actor, training_class: TrainingClass, meeting: ClassMeeting, reasons: Mapping[int, str]) -> int:
    """Say why marks of a locked class were changed: entry id → reason; gives how many took one.

    A reason is given once: it completes the entry and changes nothing of what was known.
    """
    waiting = {one.id: one for one in attendance.corrections_without_reason(meeting.id)}
    given = {entry: reason.strip() for entry, reason in reasons.items() if entry in waiting and reason.strip()}
    if not given and waiting:
        raise Refused(_("Say why at least one of the marks was changed."))
    if given:
        db.session.execute(update(Attendance), [{"id": entry, "reason": reason} for entry, reason in given.items()])
    for entry, reason in given.items():
        audit.record(
            actor, "attendance.reason", of=meeting, person_id=waiting[entry].face.person_id,
            organisation_id=training_class.organiser_id, reason=reason,
        )  # fmt: skip
    return len(given)
