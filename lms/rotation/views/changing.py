"""What would change a duty's status, in words and with the way there."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from lms.rotation.rules import Finding, Status
from lms.rotation.rules.reasons.shortfall import curriculum_names, decimal, measures
from lms.rotation.rules.remedies import make_up_until
from lms.rotation.wording import credit_words
from lms.web.addresses import endpoint_exists
from lms.web.wording import day


@dataclass(frozen=True)
class Change:
    """One thing that would change it; `href`: where to do it, with its words."""

    what: str
    href: str = ""
    words: str = ""


def what_would_change(finding: Finding) -> list[Change]:
    """What to do, and by when; for a settled duty that nothing is left to do."""
    if finding.status is Status.NEW_APPOINTEE:
        return [
            Change(_("Nothing this year. It is due with next year's, by %(day)s.", day=day(finding.due, year=True)))
        ]
    if finding.status not in {Status.OVERDUE, Status.AT_RISK, Status.PENDING, Status.SCHEDULED}:
        return [Change(_("There is nothing left to do for this year."))]
    return [one for one in (_seat(finding), _training(finding), _quizzes(finding), _late(finding)) if one]


def _seat(finding: Finding) -> Change | None:
    seat = finding.enrolment
    if seat is None:
        return None
    what = _("Take part in “%(name)s” and complete it.", name=seat.class_name)
    if not endpoint_exists("training.list_my_classes"):
        return Change(what)
    return Change(what, url_for("training.list_my_classes"), _("See my classes"))


def _training(finding: Finding) -> Change | None:
    if not finding.requirement.asks_for_records or finding.enrolment is not None:
        return None
    missing = [_missing(one.kind, one.missing) for one in measures(finding.requirement, finding.reached) if one.missing]
    return Change(
        _("Complete training by %(day)s: %(missing)s. What counts: %(kinds)s.", day=day(finding.due, year=True),
          missing=_(", ").join(one for one in missing if one), kinds=credit_words(finding.requirement))
    )  # fmt: skip


def _missing(kind: str, amount: int) -> str:
    match kind:
        case "hours":
            return _("%(hours)s hours more", hours=decimal(amount))
        case "days":
            return _("%(days)s days more", days=decimal(amount))
        case "times":
            return _("%(count)s more", count=amount)
    return ""


def _quizzes(finding: Finding) -> Change | None:
    names = curriculum_names(finding.requirement, finding.reached.missing_curricula)
    if not names:
        return None
    what = _("Pass the quizzes that are missing: %(names)s.", names=_(", ").join(names))
    if not endpoint_exists("curriculum.list_curricula"):
        return Change(what)
    return Change(what, url_for("curriculum.list_curricula"), _("Go and learn"))


def _late(finding: Finding) -> Change | None:
    until = make_up_until(finding)
    if finding.status is not Status.OVERDUE or not finding.requirement.asks_for_records or until is None:
        return None
    if until < finding.as_of:
        return Change(_("Make-up training counted until %(day)s; that day is past.", day=day(until, year=True)))
    return Change(
        _("Make-up training that ends by %(day)s still counts for %(year)s.", day=day(until, year=True),
          year=finding.year)
    )  # fmt: skip
