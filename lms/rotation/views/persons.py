"""One person: why the status, what can be done, and how it came about."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_scope, requires, scope_for
from lms.accounts.rules import Permission
from lms.people.models import Person
from lms.people.queries import OrgScope, is_in_scope, names_of_actors
from lms.rotation import queries
from lms.rotation.forms.lists import PersonMoment
from lms.rotation.queries import Asked, Duty, Line
from lms.rotation.queries.evidence import actor_keys, evidence_of
from lms.rotation.queries.places import path_with_codes, person_in_reach, streets_of
from lms.rotation.rules import OPEN, Finding
from lms.rotation.rules.remedies import make_up_until
from lms.rotation.views.asked import address, asked_by_address, day_shown, is_about_today
from lms.rotation.views.blueprint import bp
from lms.rotation.views.rows import Way, ways
from lms.rotation.views.timeline import timeline_of, waivers_in_force
from lms.rotation.views.why import Sources, outside_steps, steps_of


@bp.get("/rotation/people/<int:person_id>")
@requires(Permission.VIEW_ROTATION)
def show_person(person_id: int) -> ResponseReturnValue:
    """The reason in one sentence, what to do, the chain of reasons, the timeline, and this person's other duties."""
    asked = asked_by_address()
    person, duties = person_in_reach(person_id, asked, current_scope())
    finding = finding_among(duties, asked)
    return render_template(
        "rotation/person.html",
        person=person,
        asked=asked,
        address=address(asked),
        finding=finding,
        is_open=finding is not None and finding.status in OPEN,
        where=_place(finding),
        as_of=day_shown(asked),
        others=[one for one in duties if one.requirement.id != asked.requirement.id],
        way=_way(asked, person, finding, current_scope()),
        is_about_today=is_about_today(asked),
        make_up_until=make_up_until(finding) if finding else None,
        moment_form=_moment_form(asked),
        rights=_rights(person),
        is_forecast=day_shown(asked) > clock.today(),
        back=_back(asked, finding, current_scope()),
        **story(asked, person.id, finding),
    )


def finding_among(duties: list[Duty], asked: Asked) -> Finding | None:
    """How the person stands with the requirement asked about; None: it is not asked of them."""
    return next((one.finding for one in duties if one.requirement.id == asked.requirement.id), None)


def story(asked: Asked, person_id: int, finding: Finding | None) -> dict[str, Any]:
    """The chain of reasons and the timeline, with who recorded what."""
    known_on = asked.moment.known_on if asked.moment else None
    evidence = evidence_of(person_id, asked.requirement, known_on)
    sources = Sources(evidence, names_of_actors(actor_keys(evidence)))
    rules, as_of = asked.requirement.rules, day_shown(asked)
    facts = queries.facts_of(person_id, known_on)
    return {
        "steps": steps_of(finding, sources) if finding else outside_steps(rules, asked.year),
        "entries": timeline_of(sources, rules, facts, asked.year, as_of, known_on),
        "waivers": waivers_in_force(evidence, asked.year),
    }


def _place(finding: Finding | None) -> str:
    if finding is None:
        return ""
    post = finding.post
    return streets_of([post.organisation_id]).get(post.organisation_id, "") + post.organisation_name


def _back(asked: Asked, finding: Finding | None, scope: OrgScope) -> tuple[str, str]:
    """The list of the unit above where the person is listed, as far as the reader sees up."""
    path = path_with_codes(finding.post.organisation_id, scope) if finding else []
    if len(path) < 3:
        return url_for(".overview", **address(asked)), _("Back to the list")
    code, name = path[-2]
    return url_for(".show_organisation", code=code, **address(asked)), _("Back to the list of %(place)s", place=name)


def _way(asked: Asked, person: Person, finding: Finding | None, scope: OrgScope) -> Way | None:
    """The next step, as things stand today."""
    if finding is None or not is_about_today(asked):
        return None
    post = finding.post
    line = Line(person.id, person.person_no, person.name, post.organisation_id, "", post.organisation_name, finding)
    return ways(asked, [line], scope, deferral_seen=True)[person.id]


def _rights(person: Person) -> dict[str, bool]:
    """What the reader may do about this person."""
    wanted = {
        "enrol": Permission.MANAGE_CLASSES,
        "record": Permission.IMPORT_EVERYTHING,
        "waive": Permission.GRANT_WAIVERS,
        "correct": Permission.EDIT_PEOPLE,
        "remind": Permission.SEND_MESSAGES,
    }
    scopes = {scope_for(permission) for permission in wanted.values()}
    within = {scope: is_in_scope(person.id, scope) for scope in scopes if scope.roots}
    return {name: within.get(scope_for(permission), False) for name, permission in wanted.items()}


def _moment_form(asked: Asked) -> PersonMoment:
    form = PersonMoment(request.args)
    form.year.data, form.requirement.data = str(asked.year), asked.requirement.code
    form.as_of.data = form.as_of.data or day_shown(asked)
    form.validate()
    return form


def back_to_person(person_id: int, asked: Asked) -> str:
    """The address of the person's page with the same question."""
    return url_for("rotation.show_person", person_id=person_id, **address(asked))
