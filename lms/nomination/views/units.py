"""A unit's part of a call-up: its quota, whom it named, naming more, taking somebody back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.guard import current_actor, current_scope, requires, scope_for
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.nomination.actions import nominating as actions
from lms.nomination.actions.nominating import Named
from lms.nomination.forms import EVERYBODY, CandidateFilters, ReasonForm
from lms.nomination.queries import candidates
from lms.nomination.queries.calls import CallCard, call_for_units, call_of_class
from lms.nomination.queries.nominations import Which, named_one, named_page
from lms.nomination.queries.quotas import Quota, quota_of, quotas_of
from lms.nomination.rules.standing import Stage
from lms.nomination.views.blueprint import bp, page_number
from lms.rotation.wording import language
from lms.training.wording import elsewhere_words
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/calls/<int:class_id>")
@requires(Permission.NOMINATE)
def show_call(class_id: int) -> ResponseReturnValue:
    """The units of one's own that have seats here; a single one's page at once."""
    call = call_for_units(class_id, current_scope())
    quotas = quotas_of(call.id, current_scope())
    if len(quotas) == 1:
        return redirect(url_for(".show_unit", class_id=class_id, organisation_id=quotas[0].organisation_id), code=303)
    return render_template("nomination/call_units.html", call=call, quotas=quotas)


@bp.get("/calls/<int:class_id>/units/<int:organisation_id>")
@requires(Permission.NOMINATE)
def show_unit(class_id: int, organisation_id: int) -> ResponseReturnValue:
    """Whom a unit named, and how each stands."""
    call, quota = _asked(class_id, organisation_id)
    page = named_page(call.id, Which(organisation_id), page_number())
    taking = call.stage is Stage.OPEN
    return render_template(
        "nomination/unit.html", call=call, quota=quota, page=page, taking=taking, late=not taking and _is_late(class_id)
    )


@bp.get("/calls/<int:class_id>/units/<int:organisation_id>/nominate")
@requires(Permission.NOMINATE)
def pick_people(class_id: int, organisation_id: int) -> ResponseReturnValue:
    """The unit's own people, those first who need the seat most."""
    call, quota = _asked(class_id, organisation_id)
    return _pick_page(call, quota)


@bp.post("/calls/<int:class_id>/units/<int:organisation_id>/nominate")
@requires(Permission.NOMINATE)
def nominate(class_id: int, organisation_id: int) -> ResponseReturnValue:
    """Name those chosen, in the order of the list: within the quota, then waiting."""
    call, quota = _asked(class_id, organisation_id)
    chosen = request.form.getlist("person", type=int)
    if not chosen:
        return _pick_page(call, quota, _("Choose at least one person.")), 422
    try:
        with transaction():
            unit = actions.lock_unit(class_id, organisation_id, current_scope())
            done = actions.nominate(current_actor(), unit, chosen, late=_is_late(class_id))
    except Refused as refusal:
        return _pick_page(call, quota, str(refusal)), 422
    _tell(done)
    return redirect(url_for(".show_unit", class_id=class_id, organisation_id=organisation_id), code=303)


@bp.route(
    "/calls/<int:class_id>/units/<int:organisation_id>/nominations/<int:nomination_id>/withdraw",
    methods=["GET", "POST"],
)
@requires(Permission.NOMINATE)
def withdraw(class_id: int, organisation_id: int, nomination_id: int) -> ResponseReturnValue:
    """Take somebody back; the next in line moves up."""
    call, quota = _asked(class_id, organisation_id)
    named = named_one(call.id, nomination_id, organisation_id)
    form = ReasonForm()
    try:
        if form.validate_on_submit():
            with transaction():
                unit = actions.lock_unit(class_id, organisation_id, current_scope())
                moved = actions.withdraw(current_actor(), unit, nomination_id, form.reason.data or "")
            tell(_("%(name)s is taken back.", name=named.face.name), _("The next in line moved up.") if moved else "")
            return redirect(url_for(".show_unit", class_id=class_id, organisation_id=organisation_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    page = render_template("nomination/withdraw.html", call=call, quota=quota, named=named, form=form)
    return page, 422 if form.errors else 200


def _asked(class_id: int, organisation_id: int) -> tuple[CallCard, Quota]:
    """The call-up and the unit's quota, within the right to nominate. Raises NotFound."""
    call = call_for_units(class_id, current_scope())
    return call, quota_of(call.id, organisation_id, current_scope())


def _is_late(class_id: int) -> bool:
    """Whether whoever asks may name people also when units cannot any more: the department may."""
    return call_of_class(class_id, scope_for(Permission.CALL_UP)) is not None


def _pick_page(call: CallCard, quota: Quota, refused: str = "") -> str:
    filters = CandidateFilters(request.args)
    asked, called = candidates.asked_of(call), filters.called.data or ""
    if asked is None or filters.who.data == EVERYBODY:
        page = candidates.everybody_page(call, quota.organisation_id, called, page_number())
    else:
        page = candidates.owing_page(call, asked, quota.organisation_id, called, page_number(), language())
    if asked is None:
        del filters.who
    return render_template(
        "nomination/pick.html", call=call, quota=quota, filters=filters, page=page, asked=asked, refused=refused
    )


def _tell(done: Named) -> None:
    """What became of everybody, in numbers that add up."""
    rest = []
    if done.waiting:
        rest.append(
            ngettext("%(num)s is on the waiting list: the quota is used up.",
                     "%(num)s are on the waiting list: the quota is used up.", len(done.waiting))
        )  # fmt: skip
    if done.already:
        rest.append(ngettext("%(num)s was named already.", "%(num)s were named already.", len(done.already)))
    if done.not_own:
        rest.append(ngettext("%(num)s is not of this unit.", "%(num)s are not of this unit.", len(done.not_own)))
    if done.elsewhere:
        rest.append(elsewhere_words(done.elsewhere))
    tell(
        ngettext("%(num)s person is nominated.", "%(num)s people are nominated.", len(done.nominated)),
        " ".join(rest) or _("Until the closing day they can be taken back."),
        kind="done" if done.nominated and not rest else "warning",
    )
