"""A winter round of the synthetic district: some branches have reported everything, some a part, most nothing yet."""

from datetime import timedelta

from lms import clock
from lms.audit.actor import Actor
from lms.people.models import Organisation
from lms.people.queries import EVERYWHERE
from lms.records.rules import TrainingCategory
from lms.rounds.actions import reaches, reports
from lms.rounds.actions import rounds as actions
from lms.rounds.actions.reaches import ReachFields
from lms.rounds.actions.reports import ReportFields
from lms.rounds.actions.rounds import RoundFields
from lms.rounds.models import SeasonalRound
from lms.rounds.queries.branches import branch_in_reach, faces_of_branch
from lms.rounds.queries.rounds import themes_of
from lms.rounds.rules import DEFAULT_THEMES, Absence, ReachHow, ReachKind

DAYS_SINCE = 24
REPORTED = {"YX16001": 4, "YX16002": 2, "YX12001": 4, "YX12002": 1, "YX10001": 3}
"""Branches, and on how many themes they have reported a meeting."""


def add_round(actor: Actor, organisations: dict[str, int]) -> None:
    """Open it and report through the actions that pages use; runs in the caller's transaction."""
    today = clock.today()
    round_ = actions.open_round(
        actor,
        RoundFields(
            name=f"{today.year}年党员冬训", category=TrainingCategory.WINTER.value, year=today.year,
            organiser_id=organisations["YX"], first_day=today - timedelta(days=DAYS_SINCE),
            last_day=today + timedelta(days=60), report_by=today + timedelta(days=20), themes=DEFAULT_THEMES,
            minutes_each=180, meetings_each=0, minutes_a_theme=0, meetings_a_theme=1,
        ),
    )  # fmt: skip
    themes = [theme.id for theme in themes_of(round_.id)]
    for code, how_many in REPORTED.items():
        if code in organisations:
            _report(actor, round_, branch_in_reach(round_, organisations[code], EVERYWHERE), themes[:how_many])


def _report(actor: Actor, round_: SeasonalRound, branch: Organisation, themes: list[int]) -> None:
    """A meeting a theme, five days apart; the last members of the list are away, and one is visited at home."""
    people = [face.person_id for face in faces_of_branch(round_, branch.id)]
    if not people:
        return
    came = frozenset(people[: max(1, len(people) - 3)])
    reasons = {one: Absence.AWAY.value for one in people if one not in came}
    for place, theme in enumerate(themes):
        day = round_.first_day + timedelta(days=5 * place + 2)
        fields = ReportFields(theme, day, 90, came, reasons, place="党群服务中心", note="集中学习，交流发言。")
        reports.report_meeting(actor, round_, branch, fields, (), f"demo-{branch.code}-{theme}")
    if len(people) > len(came):
        visit = ReachFields(ReachKind.HOME.value, ReachHow.TALKED.value, clock.today(), 45, "支部书记")
        reaches.record_reaches(actor, round_, branch, frozenset(people[-1:]), visit)
