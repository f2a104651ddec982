"""What is still to be done about a duty, in a few words."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.home.queries import Duty
from lms.rotation.rules import Combine, Status
from lms.rotation.rules.reasons.shortfall import Measure
from lms.web.wording import day, hundredths


def what_is_left(duty: Duty, today: date) -> str:
    """How much is missing and by when; for a settled duty, what settled it."""
    if duty.status is Status.SCHEDULED and duty.seat is not None:
        return _("You have a seat in intake %(number)s; it begins on %(day)s.", number=duty.seat.intake_number,
                 day=day(duty.seat.first_day))  # fmt: skip
    if not duty.is_open:
        return _settled(duty)
    missing = _missing(duty)
    if duty.status is Status.OVERDUE:
        late = (today - duty.due).days
        return ngettext(
            "%(missing)s; it was due on %(day)s, %(num)s day ago",
            "%(missing)s; it was due on %(day)s, %(num)s days ago",
            late,
            missing=missing,
            day=day(duty.due),
        )
    return _("%(missing)s, by %(day)s", missing=missing, day=day(duty.due))


def _missing(duty: Duty) -> str:
    wanted = [one for one in duty.measures if one.missing] or list(duty.measures)
    words = [_measure(one) for one in wanted]
    return (_(" or ") if duty.requirement.combine is Combine.ANY else _(" and ")).join(words)


def _measure(one: Measure) -> str:
    match one.kind:
        case "hours":
            return _("%(hours)s hours to go", hours=hundredths(one.missing))
        case "days":
            return _("%(days)s days to go", days=hundredths(one.missing))
        case "curricula":
            return ngettext("%(num)s curriculum to pass", "%(num)s curricula to pass", one.missing)
    return ngettext("%(num)s training to take part in", "%(num)s trainings to take part in", one.missing)


def _settled(duty: Duty) -> str:
    match duty.status:
        case Status.NEW_APPOINTEE:
            return _("Newly appointed: due with next year's, by %(day)s", day=day(duty.due))
        case Status.EXEMPT:
            return _("An exemption was approved")
        case Status.RELEASED:
            return _("You have left the post")
    hours = next((one for one in duty.measures if one.kind == "hours"), None)
    if hours:
        return _("%(reached)s of %(asked)s hours", reached=hundredths(hours.reached), asked=hundredths(hours.asked))
    return _("Done")
