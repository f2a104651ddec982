"""What an address asks for: which roster, of which class or of which duty, within the reach of who asks."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import request
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms import clock
from lms.accounts.guard import scope_for, signed_in
from lms.accounts.rules import Permission
from lms.errors import NotFound
from lms.rosters.forms import ClassConditions, DutyConditions, RosterConditions
from lms.rosters.queries.classes import classes_to_choose
from lms.rosters.queries.duties import head_of, organisation_wanted, streets_of
from lms.rosters.queries.reach import Reach
from lms.rosters.rules.kinds import Roster, Wanted
from lms.rosters.wording import ROSTER_WORDS
from lms.rotation.queries import requirements
from lms.rotation.wording import requirement_name
from lms.training.queries import ClassCard, class_in_scope
from lms.training.queries.meetings import meeting_days
from lms.training.wording import whole_name
from lms.web.wording import day as day_words

YEARS_BACK = 5
_FROM_CLOSING = frozenset({Roster.COMPLETION, Roster.CERTIFICATES})


@dataclass(frozen=True)
class Asking:
    """The conditions as a form; what they ask for, None while they cannot be understood or there is nothing yet."""

    roster: Roster
    reach: Reach
    form: RosterConditions
    wanted: Wanted | None = None
    card: ClassCard | None = None


def current_reach() -> Reach:
    """How far the rights of who is signed in reach."""
    return Reach.of(scope_for)


def asking(roster: Roster | None = None) -> Asking:
    """What the address asks for; `roster` where its path names one. Raises NotFound out of reach."""
    reach = current_reach()
    offered = [one for one in Roster if one.is_of_class or signed_in().may(Permission.VIEW_ROTATION)]
    chosen = roster or _roster_of_address(reach)
    if chosen not in offered:
        raise NotFound("There is no such roster here.")
    form = ClassConditions(request.args) if chosen.is_of_class else DutyConditions(request.args)
    form.roster.choices = [SelectChoice(one.value, ROSTER_WORDS[one]) for one in offered]
    form.roster.data = chosen.value
    return _of_class(chosen, reach, form) if isinstance(form, ClassConditions) else _of_duty(chosen, reach, form)


def _roster_of_address(reach: Reach) -> Roster:
    """The one named; of a class that is named alone, what there is of it; else the first."""
    named = request.args.get("roster", "")
    if named in set(Roster):
        return Roster(named)
    class_id = request.args.get("class_id", type=int)
    if class_id and class_in_scope(class_id, reach.classes).closed_at is None:
        return Roster.ATTENDANCE
    return Roster.COMPLETION


def _of_class(roster: Roster, reach: Reach, form: ClassConditions) -> Asking:
    if roster is not Roster.SIGN_IN:
        del form.day
    cards = {card.id: card for card in classes_to_choose(reach.classes)}
    named = request.args.get("class_id", type=int)
    if named is not None and named not in cards:
        cards[named] = class_in_scope(named, reach.classes)
    card = cards[named] if named is not None else _first(roster, list(cards.values()))
    form.class_id.choices = [SelectChoice(one.id, whole_name(one)) for one in cards.values()]
    form.class_id.data = card.id if card else None
    if card is None:
        return Asking(roster, reach, form)
    day = _day(form, card.id) if roster is Roster.SIGN_IN else None
    return Asking(roster, reach, form, Wanted(roster, class_id=card.id, day=day), card)


def _day(form: ClassConditions, class_id: int) -> date | None:
    """The day named; else today or the next on which the class meets; else its last."""
    days = sorted(meeting_days(class_id))
    form.day.choices = [SelectChoice(one.isoformat(), day_words(one)) for one in days]
    coming = next((one for one in days if one >= clock.today()), days[-1] if days else None)
    named = next((one for one in days if one.isoformat() == request.args.get("day")), coming)
    form.day.data = named.isoformat() if named else None
    return named


def _first(roster: Roster, cards: list[ClassCard]) -> ClassCard | None:
    """The latest class; for what only closing gives, the latest that is closed."""
    closed = [card for card in cards if card.closed_at is not None] if roster in _FROM_CLOSING else []
    return next(iter(closed or cards), None)


def _of_duty(roster: Roster, reach: Reach, form: DutyConditions) -> Asking:
    today = clock.today()
    if "as_of" not in request.args:
        form.as_of.data = today
    _offer(form, reach)
    if not form.validate():
        return Asking(roster, reach, form)
    wanted = Wanted(
        roster,
        requirement=form.requirement.data,
        year=form.year.data,
        organisation=form.organisation.data or "",
        as_of=form.as_of.data or today,
        known_on=_instant(form.known_on.data),
    )
    return Asking(roster, reach, form, wanted)


def _offer(form: DutyConditions, reach: Reach) -> None:
    """The choices of each condition, and what stands where the address says nothing."""
    this = clock.today().year
    named = request.args.get("year", type=int)
    years = {*range(this - YEARS_BACK, this + 2), *({named} if named and 1950 <= named <= 2150 else ())}
    form.year.choices = [SelectChoice(year, str(year)) for year in sorted(years, reverse=True)]
    form.year.data = this if "year" not in request.args else form.year.data
    known = requirements()
    form.requirement.choices = [SelectChoice(one.code, requirement_name(one.rules)) for one in known]
    if "requirement" not in request.args and known:
        form.requirement.data = known[0].code
    streets = {one.code: one.name for one in streets_of(reach.duties)}
    code = request.args.get("organisation", "")
    if code and code not in streets and (found := organisation_wanted(code, reach.duties)):
        streets[code] = found.name
    everywhere = head_of(reach.duties) or _("Everything I look after")
    form.organisation.choices = [SelectChoice("", everywhere), *(SelectChoice(*one) for one in streets.items())]
    form.organisation.data = code


def _instant(text: str | None) -> datetime | None:
    """An instant as pages about the past write it; anything else is left aside."""
    try:
        instant = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=clock.SHANGHAI)
