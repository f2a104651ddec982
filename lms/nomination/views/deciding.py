"""The department's page of all nominations: confirm, take somebody else, do not accept."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.nomination.actions import calls as locking
from lms.nomination.actions import deciding as actions
from lms.nomination.actions.deciding import Confirmed
from lms.nomination.forms import NominationFilters, ReasonForm, ReplaceForm
from lms.nomination.queries.calls import CallCard
from lms.nomination.queries.nominations import Named, Which, all_named, named_one, named_page
from lms.nomination.queries.quotas import quotas_of
from lms.nomination.rules.standing import Standing
from lms.nomination.views.blueprint import bp, call_of_address, page_number
from lms.training.wording import seatless_words
from lms.transaction import transaction
from lms.web.notices import tell

TO_CHOOSE_FROM = 50


@bp.get("/classes/<int:class_id>/call/nominations")
@requires(Permission.CALL_UP)
def list_nominations(class_id: int) -> ResponseReturnValue:
    """Who is nominated, waits, is confirmed, unit by unit."""
    return _list_page(call_of_address(class_id))


@bp.post("/classes/<int:class_id>/call/nominations")
@requires(Permission.CALL_UP)
def confirm(class_id: int) -> ResponseReturnValue:
    """Give those chosen their seats; or everybody who is nominated within the quotas."""
    chosen = request.form.getlist("nomination", type=int)
    with transaction():
        call = call_of_address(class_id)
        if request.form.get("all"):
            chosen = [one.id for one in all_named(call.id, Which(standings=frozenset({Standing.NOMINATED})))]
        locked = locking.lock(class_id, current_scope())
        done = actions.confirm(current_actor(), locked, chosen) if chosen else None
    if done is None:
        return _list_page(call_of_address(class_id), _("Choose at least one person.")), 422
    _tell(done)
    return redirect(url_for(".list_nominations", class_id=class_id), code=303)


def _list_page(call: CallCard, refused: str = "") -> str:
    filters = NominationFilters(request.args)
    units = quotas_of(call.id)
    filters.unit.choices = [
        SelectChoice("", _("All")), *(SelectChoice(str(one.organisation_id), one.name) for one in units)
    ]  # fmt: skip
    unit = filters.unit.data if filters.unit.data in {str(one.organisation_id) for one in units} else ""
    which = Which(int(unit) if unit else None, filters.standings, filters.called.data or "")
    page = named_page(call.id, which, page_number())
    return render_template(
        "nomination/nominations.html", card=call.card, call=call, filters=filters, page=page, refused=refused
    )


def _tell(done: Confirmed) -> None:
    """What became of everybody, in numbers that add up."""
    rest = seatless_words(done)
    tell(
        ngettext("%(num)s person is confirmed.", "%(num)s people are confirmed.", len(done.confirmed)),
        " ".join(rest) or _("They have their seats and a message. The notice comes next."),
        kind="warning" if rest else "done",
    )


@bp.route("/classes/<int:class_id>/call/nominations/<int:nomination_id>/refuse", methods=["GET", "POST"])
@requires(Permission.CALL_UP)
def refuse(class_id: int, nomination_id: int) -> ResponseReturnValue:
    """Do not take somebody, with a reason their unit is told."""
    call = call_of_address(class_id)
    named = named_one(call.id, nomination_id)
    form = ReasonForm()
    try:
        if form.validate_on_submit():
            with transaction():
                locked = locking.lock(class_id, current_scope())
                actions.refuse(current_actor(), locked, nomination_id, form.reason.data or "")
            tell(_("%(name)s is not taken; the unit has a message.", name=named.face.name))
            return redirect(url_for(".list_nominations", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    page = render_template("nomination/refuse.html", card=call.card, named=named, form=form)
    return page, 422 if form.errors else 200


@bp.route("/classes/<int:class_id>/call/nominations/<int:nomination_id>/replace", methods=["GET", "POST"])
@requires(Permission.CALL_UP)
def replace(class_id: int, nomination_id: int) -> ResponseReturnValue:
    """Take somebody who waits, of the same unit first, instead of somebody else."""
    call = call_of_address(class_id)
    named = named_one(call.id, nomination_id)
    form = ReplaceForm()
    form.instead.choices = _others(call, named)
    try:
        if form.validate_on_submit():
            with transaction():
                locked = locking.lock(class_id, current_scope())
                instead, reason = form.instead.data, form.reason.data or ""
                actions.replace(current_actor(), locked, nomination_id, instead, reason)
            tell(_("%(name)s is replaced; the unit has a message.", name=named.face.name))
            return redirect(url_for(".list_nominations", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    page = render_template("nomination/replace.html", card=call.card, named=named, form=form)
    return page, 422 if form.errors else 200


def _others(call: CallCard, named: Named) -> list[SelectChoice]:
    """Who waits or is nominated, those of the same unit first; the first of them."""
    free = frozenset({Standing.NOMINATED, Standing.WAITING})
    found = [one for one in all_named(call.id, Which(standings=free)) if one.id != named.id]
    found.sort(key=lambda one: (one.organisation_id != named.organisation_id, one.standing is Standing.NOMINATED))
    between = pgettext("between clauses", ", ")
    return [
        SelectChoice(one.id, between.join(filter(None, (one.face.name, one.unit, one.face.post))))
        for one in found[:TO_CHOOSE_FROM]
    ]
