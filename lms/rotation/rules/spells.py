"""Service spells: which posts put somebody into an audience, and which of them belong together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lms.people.rules import PositionCategory
from lms.rotation.rules.facts import Appointment, Facts
from lms.rotation.rules.requirement import Requirement


@dataclass(frozen=True)
class AudiencePost:
    """An appointment as far as it lies in an audience; a member's post counts from 入党日期 on."""

    appointment: Appointment
    first_day: date
    last_day: date | None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it; both ends do."""
        return self.first_day <= day <= (self.last_day or date.max)


@dataclass(frozen=True)
class Spell:
    """Unbroken service: posts that follow each other within the allowed gap. No last day: it goes on."""

    posts: tuple[AudiencePost, ...]

    @property
    def first_day(self) -> date:
        """The day the service began."""
        return self.posts[0].first_day

    @property
    def last_day(self) -> date | None:
        """The latest last day of its posts; None while one of them goes on."""
        last = max(post.last_day or date.max for post in self.posts)
        return None if last == date.max else last

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the spell, its gaps included."""
        return self.first_day <= day <= (self.last_day or date.max)

    def posts_of(self, day: date) -> tuple[AudiencePost, ...]:
        """The posts that hold `day`; in a gap, those that ended last before it."""
        holding = tuple(post for post in self.posts if post.holds(day))
        if holding:
            return holding
        ended = [post for post in self.posts if post.last_day and post.last_day < day]
        last = max(post.last_day or date.min for post in ended)
        return tuple(post for post in ended if post.last_day == last)


def begun_last(posts: tuple[AudiencePost, ...]) -> Appointment:
    """Of several posts the one to show: begun last, then going on longest, then entered last."""
    return max(
        (post.appointment for post in posts),
        key=lambda one: (one.first_day or date.min, one.last_day or date.max, one.key),
    )


def spells(requirement: Requirement, facts: Facts, as_of: date) -> list[Spell]:
    """The service spells of a person as they stand on `as_of` (step 1 of the evaluation), earliest first."""
    posts = [
        post
        for appointment in facts.appointments
        if (post := audience_post(requirement, facts, appointment)) and post.first_day <= as_of
    ]
    found: list[Spell] = []
    for post in sorted(posts, key=lambda one: (one.first_day, one.appointment.key)):
        if found and _joins(post, found[-1], requirement.continuity_gap_days):
            found[-1] = Spell((*found[-1].posts, post))
        else:
            found.append(Spell((post,)))
    return found


def _joins(post: AudiencePost, running: Spell, gap_days: int) -> bool:
    return running.last_day is None or (post.first_day - running.last_day).days <= gap_days


def audience_post(requirement: Requirement, facts: Facts, appointment: Appointment) -> AudiencePost | None:
    """The part of an appointment that lies in the audience, or None.

    Among party members are every post of category 党员, and every post of somebody whose 政治面貌 is a
    member's, from 入党日期 on where it is known. Without category or first day there is no service.
    """
    if appointment.category is None or appointment.first_day is None:
        return None
    first_day = appointment.first_day
    if not _is_whole_in_audience(requirement, appointment.category):
        if not (requirement.for_party_members and facts.is_party_member):
            return None
        first_day = max(first_day, facts.joined_party_on or first_day)
    if appointment.last_day is not None and appointment.last_day < first_day:
        return None
    return AudiencePost(appointment, first_day, appointment.last_day)


def _is_whole_in_audience(requirement: Requirement, category: PositionCategory) -> bool:
    if category in requirement.audience:
        return True
    return requirement.for_party_members and category is PositionCategory.PARTY_MEMBER
