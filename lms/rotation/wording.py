"""How duties and requirements read in the language of the page."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.people.rules import PositionCategory
from lms.people.wording import category_words
from lms.records.rules import TrainingCategory
from lms.rotation.rules import FLAGGED, Amounts, Combine, Finding, Language, MonthDay, Requirement, Status, reason
from lms.rotation.rules.reasons.shortfall import Measure, curriculum_names, is_once, measures, to_name
from lms.training.wording import CATEGORY_WORDS as TRAINING_WORDS
from lms.web.preferences import page_language
from lms.web.statuses import STATUSES
from lms.web.wording import hundredths

DONE = frozenset({Status.COMPLETED, Status.MADE_UP})
OTHERS = frozenset(Status) - FLAGGED - DONE
PROOF_ORDER = (
    Status.OVERDUE, Status.AT_RISK, Status.PENDING, Status.SCHEDULED, Status.COMPLETED, Status.MADE_UP,
    Status.EXEMPT, Status.NEW_APPOINTEE, Status.RELEASED,
)  # fmt: skip
GROUPS = {
    "flagged": (FLAGGED, _l("Overdue and at risk")),
    "done": (DONE, _l("Completed, made up included")),
    "others": (OTHERS, _l("Neither flagged nor completed")),
    "all": (frozenset[Status](), _l("Everybody")),
}


def language() -> Language:
    """The language in which reasons are put."""
    return Language.ENGLISH if page_language() == "en" else Language.CHINESE


def requirement_name(rules: Requirement) -> str:
    """A requirement's name in the language of the page."""
    name = (rules.english_name or rules.name) if language() is Language.ENGLISH else rules.name
    return name[:1].upper() + name[1:]


def status_word(status: Status) -> str:
    """The word on the chip."""
    return str(STATUSES[status].word)


def standing(finding: Finding) -> str:
    """A status with the days that matter: 「逾期20天」, 「临期，还有40天」."""
    left = (finding.due - finding.as_of).days
    if finding.status is Status.OVERDUE:
        return ngettext("%(num)s day overdue", "%(num)s days overdue", -left)
    word = status_word(finding.status)
    if finding.status not in {Status.AT_RISK, Status.PENDING}:
        return word
    if not left:
        return _("%(status)s, due today", status=word)
    return ngettext("%(status)s, %(num)s day left", "%(status)s, %(num)s days left", left, status=word)


def reason_of(finding: Finding) -> str:
    """The sentence that names what decided, as screens write it."""
    return reason(finding, language(), on_screen=True)


def audience_words(rules: Requirement) -> str:
    """Whom a requirement is for."""
    words = [category_words(one) for one in PositionCategory if one in rules.audience]
    if rules.for_party_members:
        words.append(_("all party members"))
    return _(", ").join(words)


def credit_words(rules: Requirement) -> str:
    """Training of which categories counts."""
    if not rules.credit_kinds:
        return _("training of any category")
    return _(", ").join(str(TRAINING_WORDS[one]) for one in TrainingCategory if one in rules.credit_kinds)


def asked_words(rules: Requirement) -> str:
    """How much is asked: 「1次」, 「12天或者90学时」, 「通过10门测验」."""
    amounts = [_asked(one) for one in measures(rules, Amounts())]
    return (_(" or ") if rules.combine is Combine.ANY else _(" and ")).join(amounts)


def _asked(one: Measure) -> str:
    match one.kind:
        case "hours":
            return _("%(hours)s hours", hours=hundredths(one.asked))
        case "days":
            return _("%(days)s days", days=hundredths(one.asked))
        case "curricula":
            return ngettext("%(num)s quiz passed", "%(num)s quizzes passed", one.asked)
    return ngettext("%(num)s training", "%(num)s trainings", one.asked)


def reached_words(one: Measure) -> str:
    """How far one thing asked is reached: 「已有41.5学时，要求56学时」."""
    match one.kind:
        case "hours":
            return _("%(reached)s of %(asked)s hours", reached=hundredths(one.reached), asked=hundredths(one.asked))
        case "days":
            return _("%(reached)s of %(asked)s days", reached=hundredths(one.reached), asked=hundredths(one.asked))
        case "curricula":
            return _("%(reached)s of %(asked)s quizzes passed", reached=one.reached, asked=one.asked)
    return _("%(reached)s of %(asked)s trainings", reached=one.reached, asked=one.asked)


def missing_words(finding: Finding) -> str:
    """What is not reached yet, for a step of the chain of reasons."""
    rules = finding.requirement
    if is_once(rules):
        return _("no completed %(kinds)s for %(year)s", kinds=credit_words(rules), year=finding.year)
    between = _(", or ") if rules.combine is Combine.ANY else _("; ")
    words = between.join(reached_words(one) for one in to_name(rules, finding.reached))
    missing = curriculum_names(rules, finding.reached.missing_curricula)
    return _("%(reached)s; missing: %(names)s", reached=words, names=_(", ").join(missing)) if missing else words


def month_day_words(day: MonthDay) -> str:
    """A day of every year: 「12月31日」, 31 December."""
    if language() is Language.ENGLISH:
        return f"{day.in_year(2028):%-d %B}"
    return f"{day.month}月{day.day}日"


def due_words(rules: Requirement) -> str:
    """By when: 「当年12月31日」, 「第二年2月28日」."""
    words = month_day_words(rules.due)
    return _("%(day)s of the next year", day=words) if rules.due_in_next_year else _("%(day)s of the year", day=words)


def sentences(*said: str) -> str:
    """Sentences one after another, as the language puts them."""
    return (" " if language() is Language.ENGLISH else "").join(one for one in said if one)


def listed(words: Iterable[object]) -> str:
    """Words in a row."""
    return _(", ").join(str(one) for one in words if one)


TEMPLATE_WORDS = {
    "requirement_name": requirement_name,
    "status_word": status_word,
    "standing": standing,
    "reason_of": reason_of,
    "sentences": sentences,
    "audience_words": audience_words,
    "credit_words": credit_words,
    "asked_words": asked_words,
    "reached_words": reached_words,
    "due_words": due_words,
    "is_once": is_once,
    "PROOF_ORDER": PROOF_ORDER,
}
