"""Facts about one person for the pure rules, as short as the specification writes them."""

from dataclasses import replace
from datetime import date
from itertools import count

from lms.people.rules import PositionCategory
from lms.records.rules import TrainingCategory
from lms.rotation.rules import Appointment, CapabilityPass, Enrolment, Facts, TrainingRecord, Waiver, WaiverKind
from tests.facts import rotation_pages

ROUTE_SAMPLES = rotation_pages.ROUTE_SAMPLES
_keys = count(1)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def post(since: str | None, until: str | None = None, *, at: str = "甲社区", **more) -> Appointment:
    """A post of a principal of a community unless `category` says otherwise."""
    given = {"category": PositionCategory.COMMUNITY_PRINCIPAL, "position": "党委书记"} | more
    return Appointment(
        key=next(_keys), first_day=day(since), last_day=day(until), organisation_name=at,
        organisation_id=sum(map(ord, at)), **given,
    )  # fmt: skip


def principal(since: str | None = "2023-05-01", until: str | None = None, **more) -> Facts:
    return Facts(appointments=(post(since, until, **more),))


def also(facts: Facts, *things: object) -> Facts:
    """The same person with more facts."""
    places = {
        Appointment: "appointments", TrainingRecord: "records", Waiver: "waivers",
        CapabilityPass: "passes", Enrolment: "enrolments",
    }  # fmt: skip
    for thing in things:
        name = places[type(thing)]
        facts = replace(facts, **{name: (*getattr(facts, name), thing)})
    return facts


def record(first: str, last: str | None = None, **more) -> TrainingRecord:
    """A completed 集中轮训 unless more is said."""
    given = {"category": TrainingCategory.ROTATION, "name": "第4期", "credit_centihours": 2400} | more
    last = last or first
    return TrainingRecord(
        key=next(_keys), first_day=date.fromisoformat(first), last_day=date.fromisoformat(last),
        **({"declared_year": int(last[:4])} | given),
    )  # fmt: skip


def deferral(until: str, *, approved: str = "2026-12-01", year: int = 2026, requirement: str = "rotation") -> Waiver:
    return Waiver(
        next(_keys), requirement, year, WaiverKind.DEFERRAL, date.fromisoformat(approved), day(until), "青禾镇党委"
    )


def exemption(*, approved: str = "2026-12-01", year: int = 2026, requirement: str = "rotation") -> Waiver:
    return Waiver(
        next(_keys), requirement, year, WaiverKind.EXEMPTION, date.fromisoformat(approved), None, "青禾镇党委"
    )


def seat(first: str, last: str, *, enrolled: str = "2026-01-01", withdrawn: str | None = None, **more) -> Enrolment:
    given = {"category": TrainingCategory.ROTATION, "class_name": "第5期", "declared_year": int(last[:4])} | more
    return Enrolment(
        key=next(_keys), first_day=date.fromisoformat(first), last_day=date.fromisoformat(last),
        enrolled_on=date.fromisoformat(enrolled), withdrawn_on=day(withdrawn), **given,
    )  # fmt: skip


def passed(code: str, on: str) -> CapabilityPass:
    return CapabilityPass(code, date.fromisoformat(on))
