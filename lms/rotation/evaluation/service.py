"""Steps 1 and 2 of the evaluation: posts in the audience, spells, and the posts that hold the reference day."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, case, func, or_, select

from lms.columns import known
from lms.people.models import Appointment, PartyStanding
from lms.people.rules import PARTY_MEMBER_STANDINGS, PositionCategory
from lms.rotation.evaluation.dialects import NO_END, day_number, unindexed
from lms.rotation.evaluation.moment import EVERYBODY, Moment, People
from lms.rotation.evaluation.question import Question
from lms.rotation.rules import Requirement


def audience_posts(requirement: Requirement, moment: Moment, people: People) -> CTE:
    """Appointments in the audience that began by the day, from the day on which they count (`first_day`).

    `began_on` is the post's own first day; a member's post counts from 入党日期 on. `last_day` is NO_END
    while the post goes on.
    """
    first_day, in_audience = _counts(requirement, people)
    query = select(
        Appointment.person_id,
        Appointment.id.label("appointment_id"),
        Appointment.organisation_id,
        Appointment.first_day.label("began_on"),
        first_day.label("first_day"),
        func.coalesce(Appointment.last_day, NO_END).label("last_day"),
    ).where(
        known(Appointment, moment.known_on),
        people.include(Appointment.person_id),
        in_audience,
        first_day <= moment.as_of,
        or_(Appointment.last_day.is_(None), Appointment.last_day >= first_day),
    )
    if requirement.for_party_members:
        of_the_person = PartyStanding.person_id == Appointment.person_id
        query = query.outerjoin(PartyStanding, and_(of_the_person, known(PartyStanding, moment.known_on)))
    return query.cte()


def _counts(requirement: Requirement, people: People) -> tuple[Any, ColumnElement[bool]]:
    """From which day an appointment counts, and whether it does (see `rules.spells.audience_post`)."""
    categories = [str(one) for one in requirement.audience]
    category: Any = Appointment.position_category
    if people.sort != EVERYBODY.sort:
        category = unindexed(category)
    if not requirement.for_party_members:
        return Appointment.first_day, category.in_(categories)
    whole = category.in_([*categories, str(PositionCategory.PARTY_MEMBER)])
    is_member = PartyStanding.political_status.in_(sorted(PARTY_MEMBER_STANDINGS))
    joined = PartyStanding.joined_party_on
    first_day = case(
        (whole, Appointment.first_day), (joined > Appointment.first_day, joined), else_=Appointment.first_day
    )
    return first_day, or_(whole, and_(Appointment.position_category.is_not(None), is_member))


def alone(posts: CTE) -> CTE:
    """The post of everybody who has but one, nine people in ten: it is the spell, and needs no windows."""
    return (
        select(
            posts.c.person_id,
            func.min(posts.c.appointment_id).label("appointment_id"),
            func.min(posts.c.organisation_id).label("organisation_id"),
            func.min(posts.c.first_day).label("spell_first_day"),
            func.min(posts.c.last_day).label("spell_last_day"),
            func.min(posts.c.last_day).label("service_last_day"),
        )
        .group_by(posts.c.person_id)
        .having(func.count() == 1)
        .cte()
    )


def among_several(posts: CTE) -> CTE:
    """The posts of people who have more than one."""
    several = select(posts.c.person_id).group_by(posts.c.person_id).having(func.count() > 1)
    return select(*posts.c).where(posts.c.person_id.in_(several)).cte()


def posts_in_spells(requirement: Requirement, posts: CTE) -> CTE:
    """Each post with its spell's first and last day, and the person's last day of service in any spell."""
    numbered = _numbered(requirement, posts)
    spell = (numbered.c.person_id, numbered.c.spell)
    return select(
        *numbered.c,
        func.min(numbered.c.first_day).over(partition_by=spell).label("spell_first_day"),
        func.max(numbered.c.last_day).over(partition_by=spell).label("spell_last_day"),
        func.max(numbered.c.last_day).over(partition_by=numbered.c.person_id).label("service_last_day"),
    ).cte()


def _numbered(requirement: Requirement, posts: CTE) -> CTE:
    """Gaps and islands: a post that begins later than the gap allows after all before it opens a new spell."""
    before = func.max(posts.c.last_day).over(
        partition_by=posts.c.person_id, order_by=(posts.c.first_day, posts.c.appointment_id), rows=(None, -1)
    )
    post = select(*posts.c, before.label("reached")).cte()
    gap = day_number(post.c.first_day) - day_number(post.c.reached)
    opens = case((post.c.first_day <= post.c.reached, 0), (gap <= requirement.continuity_gap_days, 0), else_=1)
    opened = func.sum(opens).over(
        partition_by=post.c.person_id, order_by=(post.c.first_day, post.c.appointment_id), rows=(None, 0)
    )
    return select(*(post.c[column.name] for column in posts.c), opened.label("spell")).cte()


def shown_posts(question: Question, frame: CTE) -> tuple[Any, ...]:
    """Selects that together give, for everybody in the audience and each year, the post to show."""
    posts = audience_posts(question.requirement, question.moment, question.people)
    one = alone(posts)
    holds = and_(one.c.spell_first_day <= frame.c.reference_day, one.c.spell_last_day >= frame.c.reference_day)
    several = posts_of_the_day(posts_in_spells(question.requirement, among_several(posts)), frame)
    return (
        select(*(one.c[name] for name in OF_POSTS), *(frame.c[name] for name in OF_FRAME)).join_from(one, frame, holds),
        select(*(several.c[name] for name in (*OF_POSTS, *OF_FRAME))).where(several.c.turn == 1),
    )


def posts_of_the_day(posts: CTE, frame: CTE) -> CTE:
    """The posts of the spell that holds each year's reference day, best first (`place`, `turn`).

    `place` 1: a post that holds the day, or in a gap one that ended last; its organisation lists the
    obligation. `turn` 1: of those the one to show, begun last (`rules.spells.begun_last`); `shown_at`:
    the organisation of that one.
    """
    holds = case((posts.c.last_day >= frame.c.reference_day, 1), else_=0)
    ended_on = case((posts.c.last_day >= frame.c.reference_day, NO_END), else_=posts.c.last_day)
    each = (posts.c.person_id, frame.c.year)
    best = (holds.desc(), ended_on.desc())
    then = (posts.c.began_on.desc(), posts.c.last_day.desc(), posts.c.appointment_id.desc())
    return (
        select(
            *(posts.c[name] for name in OF_POSTS),
            *(frame.c[name] for name in OF_FRAME),
            func.rank().over(partition_by=each, order_by=best).label("place"),
            func.row_number().over(partition_by=each, order_by=(*best, *then)).label("turn"),
            func.first_value(posts.c.organisation_id)
            .over(partition_by=each, order_by=(*best, *then))
            .label("shown_at"),
        )
        .join_from(
            posts,
            frame,
            and_(posts.c.first_day <= frame.c.reference_day, posts.c.spell_last_day >= frame.c.reference_day),
        )
        .cte()
    )


OF_POSTS = (
    "person_id", "appointment_id", "organisation_id", "spell_first_day", "spell_last_day", "service_last_day",
)  # fmt: skip
OF_FRAME = ("year", "due", "next_due", "appointed_by")
