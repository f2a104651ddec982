"""The English twin of the reason sentence; it says the same things in the same order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from lms.rotation.rules.evaluation import Finding
from lms.rotation.rules.facts import WaiverKind
from lms.rotation.rules.reasons import shortfall
from lms.rotation.rules.reasons.shortfall import Measure, decimal
from lms.rotation.rules.requirement import Combine
from lms.rotation.rules.status import OPEN, Status

Days = Callable[[date], str]
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def on_screen(day: date) -> str:
    """A day as screens write it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def sentence(finding: Finding, day: Days = date.isoformat) -> str:
    """One sentence: the post and since when, what decided, the due day."""
    parts = [_post(finding, day), *_decision(finding, day)]
    text = "; ".join(part for part in parts if part)
    return f"{text[0].upper()}{text[1:]}."


def _name(finding: Finding) -> str:
    return finding.requirement.english_name or finding.requirement.name


def _post(finding: Finding, day: Days) -> str:
    post = finding.post
    title = f"{post.position or post.category or ''}, {post.organisation_name}"
    first_day = post.first_day or finding.spell_first_day
    if post.last_day is not None and post.last_day < finding.as_of:
        text = f"in post from {day(first_day)} to {day(post.last_day)} ({title})"
    else:
        text = f"in post since {day(first_day)} ({title})"
    if finding.spell_first_day < first_day:
        return f"{text}, in unbroken service since {day(finding.spell_first_day)}"
    if finding.spell_first_day > first_day:
        return f"{text}, in the audience since {day(finding.spell_first_day)}"
    return text


def _decision(finding: Finding, day: Days) -> list[str]:
    if finding.status in OPEN:
        return [_missing(finding), _deferral(finding, day), _seat(finding, day), _due(finding, day)]
    return [_DECIDED[finding.status](finding, day)]


def _completed(finding: Finding, day: Days) -> str:
    record = finding.record
    if record and shortfall.is_once(finding.requirement):
        return f"{_name(finding)} {finding.year} completed: “{record.name}”, ended {day(record.last_day)}"
    text = f"{_name(finding)} {finding.year} reached: {_reached(finding)}"
    return f"{text}, most recently “{record.name}”, ended {day(record.last_day)}" if record else text


def _made_up(finding: Finding, day: Days) -> str:
    record = finding.record
    used = f": “{record.name}”, ended {day(record.last_day)}" if record else ""
    return f"{_name(finding)} {finding.year} made up{used}"


def _released(finding: Finding, day: Days) -> str:
    left = f"left the post on {day(finding.spell_last_day)}, " if finding.spell_last_day else ""
    return f"{left}{_name(finding)} {finding.year} no longer asked"


def _new_appointee(finding: Finding, day: Days) -> str:
    limit = finding.requirement.appointed_by_day(finding.year)
    return (
        f"appointed after {day(limit)}, {_name(finding)} is asked from {finding.year + 1} on; due by {day(finding.due)}"
    )


def _exempt(finding: Finding, day: Days) -> str:
    text = f"exempt from {_name(finding)} {finding.year}"
    waiver = finding.waiver
    return f"{text}, approved on {day(waiver.approved_on)} by {waiver.approver}" if waiver else text


_DECIDED: dict[Status, Callable[[Finding, Days], str]] = {
    Status.COMPLETED: _completed,
    Status.MADE_UP: _made_up,
    Status.RELEASED: _released,
    Status.NEW_APPOINTEE: _new_appointee,
    Status.EXEMPT: _exempt,
}


def _missing(finding: Finding) -> str:
    name, requirement = _name(finding), finding.requirement
    not_completed = f"{finding.year}: took part in “{finding.record.name}”, not completed" if finding.record else ""
    if shortfall.is_once(requirement):
        return not_completed or f"{finding.year}: no {name}"
    named = [_measure(finding, one) for one in shortfall.to_name(requirement, finding.reached)]
    between = ", or " if requirement.combine is Combine.ANY else ", "
    text = f"{name} {finding.year} not reached: {between.join(named)}"
    return f"{text}; {not_completed}" if not_completed else text


def _measure(finding: Finding, one: Measure) -> str:
    if one.kind == "times":
        return f"{one.reached} of {one.asked} trainings"
    if one.kind == "curricula":
        codes = finding.reached.missing_curricula
        names = ", ".join(shortfall.curriculum_names(finding.requirement, codes))
        return f"{one.missing} of {one.asked} quizzes not passed ({names})" if codes else "all quizzes passed"
    unit = "days" if one.kind == "days" else "h"
    text = f"{decimal(one.reached)} of {decimal(one.asked)} {unit}"
    return f"{text}, {decimal(one.missing)} {unit} missing" if one.missing else text


def _reached(finding: Finding) -> str:
    units = {"times": "training(s)", "days": "days", "hours": "h", "curricula": "quizzes"}
    return ", ".join(
        f"{one.reached if one.kind in {'times', 'curricula'} else decimal(one.reached)} {units[one.kind]}"
        for one in shortfall.measures(finding.requirement, finding.reached)
        if one.reached
    )


def _deferral(finding: Finding, day: Days) -> str:
    waiver = finding.waiver
    if waiver is None or waiver.kind is not WaiverKind.DEFERRAL or waiver.deferred_until is None:
        return ""
    return f"deferred until {day(waiver.deferred_until)} by {waiver.approver}"


def _seat(finding: Finding, day: Days) -> str:
    seat = finding.enrolment
    if seat is None:
        return ""
    return f"enrolled in “{seat.class_name}” ({day(seat.first_day)} to {day(seat.last_day)})"


def _due(finding: Finding, day: Days) -> str:
    left = (finding.due - finding.as_of).days
    days = "day" if abs(left) == 1 else "days"
    if left < 0:
        return f"due by {day(finding.due)}, {-left} {days} overdue"
    if left == 0:
        return f"due by {day(finding.due)}, the last day"
    return f"due by {day(finding.due)}, {left} {days} left"
