"""The chain of reasons behind a status: the questions of the rules that were asked before one decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.people.wording import category_words, who
from lms.rotation.queries.evidence import Evidence, Kind
from lms.rotation.rules import OPEN, Finding, Requirement, Status, WaiverKind
from lms.rotation.rules.reasons.shortfall import is_once
from lms.rotation.wording import missing_words, requirement_name, status_word
from lms.web.wording import day, moment


@dataclass(frozen=True)
class Step:
    """One answer: ✓ or –, the fact, who recorded it and when; the deciding one comes last."""

    what: str
    holds: bool = False
    note: str = ""
    decides: bool = False
    status: str = ""


@dataclass(frozen=True)
class Sources:
    """The facts as they were recorded, and the names of those who did."""

    evidence: Sequence[Evidence]
    names: Mapping[str, str]

    def recorded(self, kind: Kind, key: int | None) -> str:
        """「青禾镇党建办录入，12月8日8:21」 of one fact; empty where it is not there."""
        for one in self.evidence:
            if one.kind is kind and one.fact.id == key:
                return recorded_words(one, self.names)
        return ""


def recorded_words(one: Evidence, names: Mapping[str, str]) -> str:
    """Who recorded a fact, and when."""
    by = who(one.fact.recorded_by, names)
    return _("Recorded by %(who)s, %(moment)s", who=by, moment=moment(one.fact.recorded_at))


def steps_of(finding: Finding, sources: Sources) -> list[Step]:
    """The steps up to the one that decided, which is last. Those that the rules would ask later are left out."""
    asked_before = {
        Status.COMPLETED: (),
        Status.MADE_UP: (),
        Status.RELEASED: (_training,),
        Status.NEW_APPOINTEE: (_training,),
        Status.EXEMPT: (_newness, _training),
        Status.SCHEDULED: (_newness, _waiver, _training),
    }.get(finding.status, (_newness, _waiver, _training, _seat))
    before = [_audience(finding, sources), *(one(finding, sources) for one in asked_before)]
    return [*before, _decision(finding, sources)]


def outside_steps(rules: Requirement, year: int) -> list[Step]:
    """For somebody who has no duty here."""
    what = _("No appointment puts this person among those of whom %(requirement)s %(year)s is asked",
             requirement=requirement_name(rules), year=year)  # fmt: skip
    return [Step(what, decides=True)]


def _audience(finding: Finding, sources: Sources) -> Step:
    post = finding.post
    is_by_post = post.category in finding.requirement.audience
    what = _("Among those of whom it is asked: %(category)s",
             category=category_words(post.category) if is_by_post else _("all party members"))  # fmt: skip
    since = _("In post since %(day)s", day=day(post.first_day, year=True)) if post.first_day else ""
    return Step(what, holds=True, note=_notes(since, sources.recorded(Kind.APPOINTMENT, post.key)))


def _newness(finding: Finding, _sources: Sources) -> Step:
    limit = finding.requirement.appointed_by_day(finding.year)
    return Step(_("Not newly appointed: before %(day)s", day=day(limit, year=True)))


def _waiver(finding: Finding, sources: Sources) -> Step:
    waiver = finding.waiver
    if waiver is None or waiver.kind is not WaiverKind.DEFERRAL or waiver.deferred_until is None:
        return Step(_("Neither exempt nor deferred"))
    note = _notes(_("Approved by %(who)s", who=waiver.approver), sources.recorded(Kind.WAIVER, waiver.key))
    return Step(_("Deferred until %(day)s", day=day(waiver.deferred_until, year=True)), holds=True, note=note)


def _training(finding: Finding, sources: Sources) -> Step:
    record = finding.record
    note = ""
    if record is not None and not record.completed:
        note = _notes(_("“%(name)s”: not completed", name=record.name), sources.recorded(Kind.RECORD, record.key))
    words = missing_words(finding)
    return Step(words[0].upper() + words[1:], note=note)


def _seat(finding: Finding, _sources: Sources) -> Step:
    return Step(_("Not enrolled in a class that ends by %(day)s", day=day(finding.due, year=True)))


def _decision(finding: Finding, sources: Sources) -> Step:
    what, note = {
        Status.COMPLETED: _completed,
        Status.MADE_UP: _completed,
        Status.RELEASED: _released,
        Status.NEW_APPOINTEE: _new_appointee,
        Status.EXEMPT: _exempt,
        Status.SCHEDULED: _scheduled,
    }.get(finding.status, _by_the_calendar)(finding, sources)
    return Step(what, holds=finding.status not in OPEN, note=note, decides=True, status=finding.status.value)


def _completed(finding: Finding, sources: Sources) -> tuple[str, str]:
    record, word = finding.record, status_word(finding.status)
    if record is None:
        return _("Everything asked is reached: %(status)s", status=word), ""
    note = sources.recorded(Kind.RECORD, record.key)
    ended = {"name": record.name, "day": day(record.last_day, year=True), "status": word}
    if is_once(finding.requirement):
        return _("“%(name)s” completed on %(day)s: %(status)s", **ended), note
    return _("Everything asked is reached, most recently by “%(name)s” on %(day)s: %(status)s", **ended), note


def _released(finding: Finding, sources: Sources) -> tuple[str, str]:
    note = sources.recorded(Kind.APPOINTMENT, finding.post.key)
    if finding.spell_last_day is None:
        return _("In no such post any more: no longer asked"), note
    return _("Left the post on %(day)s: no longer asked", day=day(finding.spell_last_day, year=True)), note


def _new_appointee(finding: Finding, sources: Sources) -> tuple[str, str]:
    limit = finding.requirement.appointed_by_day(finding.year)
    words = _("Appointed after %(day)s: asked from %(year)s on", day=day(limit, year=True), year=finding.year + 1)
    return words, sources.recorded(Kind.APPOINTMENT, finding.post.key)


def _exempt(finding: Finding, sources: Sources) -> tuple[str, str]:
    waiver = finding.waiver
    if waiver is None:
        return status_word(finding.status), ""
    words = _("Exempt by %(who)s on %(day)s", who=waiver.approver, day=day(waiver.approved_on, year=True))
    return words, sources.recorded(Kind.WAIVER, waiver.key)


def _scheduled(finding: Finding, sources: Sources) -> tuple[str, str]:
    seat = finding.enrolment
    if seat is None:
        return status_word(finding.status), ""
    words = _("Enrolled in “%(name)s”, which ends on %(day)s", name=seat.class_name, day=day(seat.last_day, year=True))
    return words, sources.recorded(Kind.SEAT, seat.key)


def _by_the_calendar(finding: Finding, _sources: Sources) -> tuple[str, str]:
    due, word, left = day(finding.due, year=True), status_word(finding.status), (finding.due - finding.as_of).days
    if finding.status is Status.OVERDUE:
        return _("%(day)s is past: %(status)s", day=due, status=word), ""
    warn = finding.requirement.warn_days
    if finding.status is Status.AT_RISK:
        words = ngettext("%(num)s day until %(day)s, not more than %(warn)s: %(status)s",
                         "%(num)s days until %(day)s, not more than %(warn)s: %(status)s", left,
                         day=due, warn=warn, status=word)  # fmt: skip
        return words, ""
    return _("Still %(left)s days until %(day)s, more than %(warn)s: %(status)s", left=left, day=due, warn=warn,
             status=word), ""  # fmt: skip


def _notes(*notes: str) -> str:
    return _("; ").join(note for note in notes if note)
