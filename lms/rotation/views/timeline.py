"""What happened about a person's duty, the newest first; what was corrected stays and says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from lms import clock
from lms.people.wording import category_words, who
from lms.rotation.queries.evidence import Evidence, Kind
from lms.rotation.rules import Facts, Requirement, WaiverKind
from lms.rotation.rules.history import history
from lms.rotation.views.why import Sources, recorded_words
from lms.rotation.wording import status_word
from lms.training.rules.words import ResultReason
from lms.training.wording import day_span, hours, result_words
from lms.web.wording import day, moment


@dataclass(frozen=True)
class Entry:
    """An entry: the day it is about, what, who recorded it, and whether it was corrected since."""

    on: date
    what: str
    who: str = ""
    superseded: bool = False
    href: str = ""


def timeline_of(
    sources: Sources, requirement: Requirement, facts: Facts, year: int, as_of: date, known_on: datetime | None
) -> list[Entry]:
    """Facts by the day they are about, and the days on which the status changed."""
    entries = [*_changes(requirement, facts, year, as_of)]
    for one in sources.evidence:
        entries += _entries(one, sources, known_on)
    return sorted(entries, key=lambda entry: entry.on, reverse=True)


def _changes(requirement: Requirement, facts: Facts, year: int, as_of: date) -> Iterator[Entry]:
    for change in history(requirement, facts, year, as_of):
        if change.status is None:
            yield Entry(change.day, _("No longer among those of whom it is asked"))
        else:
            yield Entry(change.day, _("The status becomes: %(status)s", status=status_word(change.status)))


def _entries(one: Evidence, sources: Sources, known_on: datetime | None) -> Iterator[Entry]:
    by = recorded_words(one, sources.names)
    at = one.fact.superseded_at
    is_corrected = at is not None and (known_on is None or at <= known_on)
    if is_corrected:
        by = _("%(by)s; corrected by %(who)s, %(moment)s", by=by, who=who(one.fact.superseded_by, sources.names),
               moment=moment(at))  # fmt: skip
    for on, what in _WORDS[one.kind](one):
        yield Entry(on, what, by, is_corrected)


def _appointment(one: Evidence) -> Iterator[tuple[date, str]]:
    post = one.fact
    title = post.position or category_words(post.position_category)
    begun = post.first_day or clock.local(post.recorded_at).date()
    yield begun, _("Takes up a post: %(organisation)s, %(position)s", organisation=one.name, position=title)
    if post.last_day:
        yield post.last_day, _("Leaves a post: %(organisation)s, %(position)s", organisation=one.name, position=title)


def _standing(one: Evidence) -> Iterator[tuple[date, str]]:
    on = one.fact.joined_party_on or clock.local(one.fact.recorded_at).date()
    yield on, _("Political status: %(status)s", status=one.fact.political_status or _("not known"))


def _record(one: Evidence) -> Iterator[tuple[date, str]]:
    record, result = one.fact, one.more
    words = {"name": record.name, "hours": hours(record.credit_centihours)}
    if record.completed:
        what = _("“%(name)s” completed, %(hours)s", **words)
    elif result is not None:
        what = _("“%(name)s” not completed: %(reason)s", **words, reason=_result(result))
    else:
        what = _("“%(name)s” not completed", **words)
    if record.make_up_year:
        what = _("%(what)s; as make-up training for %(year)s", what=what, year=record.make_up_year)
    yield record.last_day, what


def _result(result: object) -> str:
    reason = result_words(ResultReason(result.reason))  # type: ignore[attr-defined]
    attended, planned = result.attended_centihours, result.planned_centihours  # type: ignore[attr-defined]
    return _(
        "%(reason)s (%(attended)s of %(planned)s)", reason=reason, attended=hours(attended), planned=hours(planned)
    )


def _waiver(one: Evidence) -> Iterator[tuple[date, str]]:
    waiver = one.fact
    words = {"year": waiver.year, "approver": waiver.approver, "reason": waiver.reason}
    if waiver.kind == WaiverKind.EXEMPTION:
        what = _("Exempt for %(year)s, approved by %(approver)s: %(reason)s", **words)
    else:
        until = day(waiver.deferred_until, year=True)
        what = _("Deferred for %(year)s until %(day)s, approved by %(approver)s: %(reason)s", **words, day=until)
    yield waiver.approved_on, what


def _seat(one: Evidence) -> Iterator[tuple[date, str]]:
    seat, dates = one.fact, one.more
    what = _("Enrolled in “%(name)s”, %(days)s", name=one.name, days=day_span(dates.first_day, dates.last_day))
    if seat.make_up_year:
        what = _("%(what)s; as make-up training for %(year)s", what=what, year=seat.make_up_year)
    yield seat.enrolled_on, what
    if seat.withdrawn_on:
        reason = seat.withdrawal_reason or _("no reason given")
        yield seat.withdrawn_on, _("Withdrawn from “%(name)s”: %(reason)s", name=one.name, reason=reason)


def _quiz(one: Evidence) -> Iterator[tuple[date, str]]:
    yield one.fact.passed_on, _("Quiz passed: %(name)s", name=one.name or one.fact.curriculum_code)


_WORDS = {
    Kind.APPOINTMENT: _appointment,
    Kind.STANDING: _standing,
    Kind.RECORD: _record,
    Kind.WAIVER: _waiver,
    Kind.SEAT: _seat,
    Kind.QUIZ: _quiz,
}


def waivers_in_force(evidence: Sequence[Evidence], year: int) -> list[Evidence]:
    """The waivers of a year that are known now: they can be taken back."""
    return [one for one in evidence if one.kind is Kind.WAIVER and not one.is_superseded and one.fact.year == year]
