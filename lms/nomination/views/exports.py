"""Quotas, nominations and call-ups as sheets to print and to file."""

from collections.abc import Sequence

import pandas as pd
from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.audit import actions as audit
from lms.documents.wording import class_title, day, day_span
from lms.errors import NotFound
from lms.nomination.queries.calls import CallCard, all_calls, call_for_units, call_of_class
from lms.nomination.queries.nominations import Which, all_named
from lms.nomination.queries.quotas import quotas_of
from lms.nomination.rules.standing import ACTIVE
from lms.nomination.views.blueprint import bp
from lms.nomination.wording import STAGE_WORDS, STANDING_WORDS
from lms.people.queries import OrgScope
from lms.rosters.rules.wording import file_stem, post_at
from lms.rosters.sheets import Align, Column, Sheet
from lms.rosters.views.sending import FORMAT, send_sheet

CHINESE = "zh_Hans"


@bp.get(f"/calls.{FORMAT}")
@requires(Permission.NOMINATE)
def export_calls(file_format: str) -> ResponseReturnValue:
    """Every call-up within reach: 调训情况表."""
    return _file(calls_sheet(all_calls(current_scope())), file_format, url_for(".list_calls"))


@bp.get(f"/calls/<int:class_id>/quotas.{FORMAT}")
@requires(Permission.NOMINATE)
def export_quotas(class_id: int, file_format: str) -> ResponseReturnValue:
    """名额分配表: of the units within reach; the organiser's is the whole."""
    call, scope = _call(class_id)
    return _file(quotas_sheet(call, scope), file_format, url_for(".list_calls"))


@bp.get(f"/calls/<int:class_id>/people.{FORMAT}")
@requires(Permission.NOMINATE)
def export_people(class_id: int, file_format: str) -> ResponseReturnValue:
    """学员名单: who is nominated, confirmed or waiting, of the units within reach (`?unit=` of one)."""
    call, scope = _call(class_id)
    sheet = people_sheet(call, scope, request.args.get("unit", type=int))
    return _file(sheet, file_format, url_for(".list_calls"))


def _call(class_id: int) -> tuple[CallCard, OrgScope | None]:
    """The call-up, and which units are shown: all to the organiser, one's own otherwise. Raises NotFound."""
    call = call_of_class(class_id, current_scope())
    return (call, None) if call is not None else (call_for_units(class_id, current_scope()), current_scope())


def _title(call: CallCard) -> str:
    card = call.card
    organiser = card.organiser_name if card.is_round else ""
    return class_title(card.programme_name, card.intake_number, card.declared_year, organiser=organiser)


def quotas_sheet(call: CallCard, scope: OrgScope | None) -> Sheet:
    """单位, 应训未训, 名额, and how far each is filled."""
    rows = quotas_of(call.id, scope)
    columns = (
        Column("单位", 12, Align.START), Column("应训未训", 5), Column("名额（人）", 5), Column("已提名", 4),
        Column("已确认", 4), Column("候补", 4), Column("备注", 8, blank=""),
    )  # fmt: skip
    values = [
        (one.name, one.owing, one.seats, one.tally.filled, one.tally.confirmed, one.tally.waiting, "") for one in rows
    ]
    total = f"合计：{len(rows)}个单位，名额{sum(one.seats for one in rows)}人。"
    return _sheet(f"{_title(call)}学员名额分配表", columns, values, call, total, "名额分配表")


def people_sheet(call: CallCard, scope: OrgScope | None, unit: int | None) -> Sheet:
    """选派单位, 姓名, 单位及职务 and how each stands."""
    shown = {one.organisation_id for one in quotas_of(call.id, scope)}
    if unit is not None and unit not in shown:
        raise NotFound("There is no such call-up here.")
    people = [one for one in all_named(call.id, Which(unit, ACTIVE)) if one.organisation_id in shown]
    columns = (
        Column("选派单位", 9, Align.START), Column("姓名", 5), Column("单位及职务", 17, Align.START), Column("状态", 5),
        Column("备注", 8, blank=""),
    )  # fmt: skip
    with force_locale(CHINESE):
        values = [
            (one.unit, one.face.name, post_at(one.face.organisation, one.face.post), str(STANDING_WORDS[one.standing]),
             "")
            for one in people
        ]  # fmt: skip
    return _sheet(f"{_title(call)}学员名单", columns, values, call, f"合计：{len(people)}人。", "学员名单")


def calls_sheet(calls: list[CallCard]) -> Sheet:
    """班次, 时间, 名额 and how far each call-up is."""
    columns = (
        Column("班次", 18, Align.START), Column("培训时间", 11), Column("报名截止", 7), Column("名额（人）", 4),
        Column("已提名", 4), Column("已确认", 4), Column("候补", 4), Column("状态", 6),
    )  # fmt: skip
    with force_locale(CHINESE):
        values = [
            (_title(one), day_span(one.card.first_day, one.card.last_day), day(one.closes_on), one.tally.quota,
             one.tally.filled, one.tally.confirmed, one.tally.waiting, str(STAGE_WORDS[one.stage]))
            for one in calls
        ]  # fmt: skip
    return _sheet("调训情况表", columns, values, None, f"合计：{len(calls)}个班次。", "调训情况表")


def _sheet(
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[object, ...]],
    call: CallCard | None,
    total: str,
    name: str,
) -> Sheet:
    table = pd.DataFrame(rows, columns=[column.heading for column in columns])
    return Sheet(
        title=title,
        columns=columns,
        table=table,
        left=f"主办单位：{call.card.organiser_name}" if call else "",
        middle=f"培训时间：{day_span(call.card.first_day, call.card.last_day)}" if call else "",
        right=f"填报日期：{day(clock.today())}",
        foot=(total,),
        portrait=call is not None,
        name=name,
        file_name=file_stem(title),
    )


def _file(sheet: Sheet, file_format: str, back: str) -> ResponseReturnValue:
    actor = current_actor()

    def note() -> None:
        audit.record(actor, "nominations.exported", title=sheet.title, rows=len(sheet), format=file_format)

    return send_sheet(sheet, file_format, note, back)
