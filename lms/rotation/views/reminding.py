"""A message to those chosen who still owe the training; each gets the link to their own duty."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.messages.actions import send
from lms.rotation.forms.persons import ReminderForm
from lms.rotation.queries import Asked, Line
from lms.rotation.rules import OPEN
from lms.rotation.views.asked import address, asked_by_address
from lms.rotation.views.blueprint import bp
from lms.rotation.views.chosen import chosen_lines, way_back
from lms.rotation.wording import asked_words, credit_words, due_words, requirement_name
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/rotation/remind")
@requires(Permission.SEND_MESSAGES)
def remind_page() -> ResponseReturnValue:
    """Whom it goes to, and a text that can be changed."""
    asked = asked_by_address()
    form = ReminderForm(formdata=None, data={"title": _title(asked), "text": _text(asked)})
    return _page(asked, form, _still_owing(asked))


@bp.post("/rotation/remind")
@requires(Permission.SEND_MESSAGES)
def remind() -> ResponseReturnValue:
    """Put the message into their inboxes."""
    asked = asked_by_address()
    form = ReminderForm()
    lines = _still_owing(asked)
    if not form.validate_on_submit() or not lines:
        return _page(asked, form, lines), 422
    with transaction():
        people = [line.person_id for line in _still_owing(asked)]
        link = url_for(".my_duty", code=asked.requirement.code, year=asked.year)
        sent = send(current_actor(), people, form.title.data or "", form.text.data or "", link)
    tell(
        ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", sent),
        _("The message stands in their inbox and cannot be taken back."),
    )
    return redirect(way_back(asked), code=303)


def _still_owing(asked: Asked) -> list[Line]:
    """Those chosen for whom something is still to be done; nobody is reminded of what is done."""
    return [line for line in chosen_lines(asked, current_scope()) if line.finding.status in OPEN]


def _page(asked: Asked, form: ReminderForm, lines: list[Line]) -> str:
    values: dict[str, Any] = address(asked) | {"next": way_back(asked)}
    return render_template(
        "rotation/remind.html", asked=asked, form=form, lines=lines, values=values, back_to_list=way_back(asked)
    )


def _title(asked: Asked) -> str:
    return _("Please complete: %(requirement)s %(year)s", requirement=requirement_name(asked.requirement.rules),
             year=asked.year)  # fmt: skip


def _text(asked: Asked) -> str:
    rules = asked.requirement.rules
    return _(
        "According to the records you have not completed %(requirement)s %(year)s yet. Asked: %(asked)s (%(kinds)s), "
        "due by %(due)s. Open the link to see why, and what to do; if something there is wrong, say so on that page.",
        requirement=requirement_name(rules), year=asked.year, asked=asked_words(rules), kinds=credit_words(rules),
        due=due_words(rules),
    )  # fmt: skip
