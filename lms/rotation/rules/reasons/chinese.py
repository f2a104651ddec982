"""The Chinese reason sentence. A flag says 「未达到」, never 「违反」 (regulations.md, traps)."""

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


def on_screen(day: date) -> str:
    """A day as screens write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def sentence(finding: Finding, day: Days = date.isoformat) -> str:
    """One sentence: the post and since when, what decided, the due day."""
    parts = [_post(finding, day), *_decision(finding, day)]
    return "；".join(part for part in parts if part) + "。"


def what_is_missing(finding: Finding) -> str:
    """The part between post and due day, for tables that have columns for these: what is missing, a deferral."""
    parts = (_missing(finding), _deferral(finding, on_screen), _seat(finding, on_screen))
    return "；".join(part for part in parts if part)


def _post(finding: Finding, day: Days) -> str:
    post = finding.post
    title = post.position or (post.category or "")
    if not title.startswith(post.organisation_name):
        title = post.organisation_name + title
    first_day = post.first_day or finding.spell_first_day
    if post.last_day is not None and post.last_day < finding.as_of:
        text = f"{day(first_day)}至{day(post.last_day)}任{title}"
    else:
        text = f"自{day(first_day)}任{title}"
    if finding.spell_first_day < first_day:
        return f"{text}（自{day(finding.spell_first_day)}起连续任职）"
    if finding.spell_first_day > first_day:
        return f"{text}（自{day(finding.spell_first_day)}起列入应训对象）"
    return text


def _decision(finding: Finding, day: Days) -> list[str]:
    if finding.status in OPEN:
        return [_missing(finding), _deferral(finding, day), _seat(finding, day), _due(finding, day)]
    return [_DECIDED[finding.status](finding, day)]


def _completed(finding: Finding, day: Days) -> str:
    record, name = finding.record, finding.requirement.name
    if record and shortfall.is_once(finding.requirement):
        return f"{finding.year}年已完成{name}：“{record.name}”，{day(record.last_day)}结业"
    text = f"{finding.year}年{name}已达到要求：{_reached(finding)}"
    return f"{text}，最近一次是“{record.name}”，{day(record.last_day)}结业" if record else text


def _made_up(finding: Finding, day: Days) -> str:
    record = finding.record
    used = f"：“{record.name}”，{day(record.last_day)}结业" if record else ""
    return f"{finding.year}年{finding.requirement.name}已补训完成{used}"


def _released(finding: Finding, day: Days) -> str:
    left = f"已于{day(finding.spell_last_day)}离任，" if finding.spell_last_day else ""
    return f"{left}{finding.year}年{finding.requirement.name}不再要求"


def _new_appointee(finding: Finding, day: Days) -> str:
    limit = finding.requirement.appointed_by_day(finding.year)
    return f"{day(limit)}以后任职，{finding.requirement.name}从{finding.year + 1}年起要求；应于{day(finding.due)}前完成"


def _exempt(finding: Finding, day: Days) -> str:
    text = f"{finding.year}年{finding.requirement.name}免训"
    waiver = finding.waiver
    return f"{text}，{day(waiver.approved_on)}由{waiver.approver}批准" if waiver else text


_DECIDED: dict[Status, Callable[[Finding, Days], str]] = {
    Status.COMPLETED: _completed,
    Status.MADE_UP: _made_up,
    Status.RELEASED: _released,
    Status.NEW_APPOINTEE: _new_appointee,
    Status.EXEMPT: _exempt,
}


def _missing(finding: Finding) -> str:
    year, requirement = finding.year, finding.requirement
    not_completed = f"{year}年参加“{finding.record.name}”，未结业" if finding.record else ""
    if shortfall.is_once(requirement):
        return not_completed or f"{year}年未参加{requirement.name}"
    named = [_measure(finding, one) for one in shortfall.to_name(requirement, finding.reached)]
    between = "，或者" if requirement.combine is Combine.ANY else "，"
    text = f"{year}年{requirement.name}未达到要求：{between.join(named)}"
    return f"{text}；{not_completed}" if not_completed else text


def _measure(finding: Finding, one: Measure) -> str:
    if one.kind == "times":
        return f"已参加{one.reached}次，要求{one.asked}次"
    if one.kind == "curricula":
        codes = finding.reached.missing_curricula
        names = "、".join(shortfall.curriculum_names(finding.requirement, codes))
        return f"要求通过{one.asked}门测验，还有{one.missing}门没有通过（{names}）" if codes else "测验都已通过"
    unit = "天" if one.kind == "days" else "学时"
    text = f"已有{decimal(one.reached)}{unit}，要求{decimal(one.asked)}{unit}"
    return f"{text}，还差{decimal(one.missing)}{unit}" if one.missing else text


def _reached(finding: Finding) -> str:
    units = {"times": "次", "days": "天", "hours": "学时", "curricula": "门测验"}
    return "、".join(
        f"{one.reached if one.kind in {'times', 'curricula'} else decimal(one.reached)}{units[one.kind]}"
        for one in shortfall.measures(finding.requirement, finding.reached)
        if one.reached
    )


def _deferral(finding: Finding, day: Days) -> str:
    waiver = finding.waiver
    if waiver is None or waiver.kind is not WaiverKind.DEFERRAL or waiver.deferred_until is None:
        return ""
    return f"经{waiver.approver}批准延期至{day(waiver.deferred_until)}"


def _seat(finding: Finding, day: Days) -> str:
    seat = finding.enrolment
    if seat is None:
        return ""
    return f"已编入“{seat.class_name}”（{day(seat.first_day)}至{day(seat.last_day)}）"


def _due(finding: Finding, day: Days) -> str:
    left = (finding.due - finding.as_of).days
    if left < 0:
        return f"应于{day(finding.due)}前完成，已逾期{-left}天"
    if left == 0:
        return f"应于{day(finding.due)}前完成，当天到期"
    return f"应于{day(finding.due)}前完成，还有{left}天"
