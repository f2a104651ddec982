"""The reason names the post and since when, what is missing or was used, and the due day."""

from dataclasses import replace
from datetime import date

import pytest

from lms.people.rules import PositionCategory
from lms.rotation.defaults import CADRE_STUDY, CAPABILITY_QUIZZES, MEMBER_HOURS, ROTATION, SECRETARY_HOURS
from lms.rotation.rules import Facts, Language, evaluate, reason
from tests.facts.rotation import also, deferral, exemption, passed, post, principal, record, seat

CADRE = Facts(appointments=(post("2020-01-01", category=PositionCategory.STREET_CADRE, position="干事"),))


def words(requirement, facts, as_of, language=Language.CHINESE, **more) -> str:
    finding = evaluate(requirement, facts, 2026, date.fromisoformat(as_of))
    assert finding is not None
    return reason(finding, language, **more)


@pytest.mark.parametrize(
    ("requirement", "facts", "as_of", "chinese", "english"),
    [
        pytest.param(
            ROTATION, principal(), "2027-01-20",
            "自2023-05-01任甲社区党委书记；2026年未参加集中轮训；应于2026-12-31前完成，已逾期20天。",
            "In post since 2023-05-01 (党委书记, 甲社区); 2026: no rotation training; "
            "due by 2026-12-31, 20 days overdue.",
            id="overdue",
        ),
        pytest.param(
            ROTATION, principal(position=None), "2026-12-31",
            "自2023-05-01任甲社区社区(村)主职干部；2026年未参加集中轮训；应于2026-12-31前完成，当天到期。",
            "In post since 2023-05-01 (社区(村)主职干部, 甲社区); 2026: no rotation training; "
            "due by 2026-12-31, the last day.",
            id="last day, post without a title",
        ),
        pytest.param(
            ROTATION, also(principal(position="甲社区书记"), record("2026-05-01", completed=False)), "2026-12-30",
            "自2023-05-01任甲社区书记；2026年参加“第4期”，未结业；应于2026-12-31前完成，还有1天。",
            "In post since 2023-05-01 (甲社区书记, 甲社区); 2026: took part in “第4期”, not completed; "
            "due by 2026-12-31, 1 day left.",
            id="not completed",
        ),
        pytest.param(
            ROTATION, also(principal(), deferral("2027-03-01")), "2027-02-01",
            "自2023-05-01任甲社区党委书记；2026年未参加集中轮训；经青禾镇党委批准延期至2027-03-01；"
            "应于2027-03-01前完成，还有28天。",
            "In post since 2023-05-01 (党委书记, 甲社区); 2026: no rotation training; "
            "deferred until 2027-03-01 by 青禾镇党委; due by 2027-03-01, 28 days left.",
            id="deferred",
        ),
        pytest.param(
            ROTATION, also(principal(), seat("2026-12-08", "2026-12-10")), "2026-12-01",
            "自2023-05-01任甲社区党委书记；2026年未参加集中轮训；已编入“第5期”（2026-12-08至2026-12-10）；"
            "应于2026-12-31前完成，还有30天。",
            "In post since 2023-05-01 (党委书记, 甲社区); 2026: no rotation training; "
            "enrolled in “第5期” (2026-12-08 to 2026-12-10); due by 2026-12-31, 30 days left.",
            id="scheduled",
        ),
        pytest.param(
            ROTATION, also(principal(), record("2026-04-20", "2026-04-22")), "2026-06-01",
            "自2023-05-01任甲社区党委书记；2026年已完成集中轮训：“第4期”，2026-04-22结业。",
            "In post since 2023-05-01 (党委书记, 甲社区); "
            "rotation training 2026 completed: “第4期”, ended 2026-04-22.",
            id="completed",
        ),
        pytest.param(
            ROTATION, also(principal(), record("2027-02-08", "2027-02-10", make_up_year=2026)), "2027-02-10",
            "自2023-05-01任甲社区党委书记；2026年集中轮训已补训完成：“第4期”，2027-02-10结业。",
            "In post since 2023-05-01 (党委书记, 甲社区); rotation training 2026 made up: “第4期”, ended 2027-02-10.",
            id="made up",
        ),
        pytest.param(
            ROTATION, principal(until="2027-01-10"), "2027-01-15",
            "2023-05-01至2027-01-10任甲社区党委书记；已于2027-01-10离任，2026年集中轮训不再要求。",
            "In post from 2023-05-01 to 2027-01-10 (党委书记, 甲社区); "
            "left the post on 2027-01-10, rotation training 2026 no longer asked.",
            id="released",
        ),
        pytest.param(
            ROTATION, principal("2026-11-15"), "2026-12-01",
            "自2026-11-15任甲社区党委书记；2026-09-30以后任职，集中轮训从2027年起要求；应于2027-12-31前完成。",
            "In post since 2026-11-15 (党委书记, 甲社区); "
            "appointed after 2026-09-30, rotation training is asked from 2027 on; due by 2027-12-31.",
            id="new",
        ),
        pytest.param(
            ROTATION, also(principal(), exemption()), "2027-01-20",
            "自2023-05-01任甲社区党委书记；2026年集中轮训免训，2026-12-01由青禾镇党委批准。",
            "In post since 2023-05-01 (党委书记, 甲社区); "
            "exempt from rotation training 2026, approved on 2026-12-01 by 青禾镇党委.",
            id="exempt",
        ),
        pytest.param(
            ROTATION, also(principal(until="2026-10-15"), post("2026-11-14", at="乙社区")), "2027-01-01",
            "自2026-11-14任乙社区党委书记（自2023-05-01起连续任职）；2026年未参加集中轮训；"
            "应于2026-12-31前完成，已逾期1天。",
            "In post since 2026-11-14 (党委书记, 乙社区), in unbroken service since 2023-05-01; "
            "2026: no rotation training; due by 2026-12-31, 1 day overdue.",
            id="moved",
        ),
        pytest.param(
            SECRETARY_HOURS, also(principal(), record("2026-05-01", credit_centihours=4150)), "2026-12-01",
            "自2023-05-01任甲社区党委书记；2026年书记学时未达到要求：已有41.5学时，要求56学时，还差14.5学时；"
            "应于2026-12-31前完成，还有30天。",
            "In post since 2023-05-01 (党委书记, 甲社区); secretaries' credit hours 2026 not reached: "
            "41.5 of 56 h, 14.5 h missing; due by 2026-12-31, 30 days left.",
            id="hours missing",
        ),
        pytest.param(
            CADRE_STUDY, CADRE, "2026-06-01",
            "自2020-01-01任甲社区干事；2026年干部学时未达到要求：已有0天，要求12天，还差12天，或者"
            "已有0学时，要求90学时，还差90学时；应于2026-12-31前完成，还有213天。",
            "In post since 2020-01-01 (干事, 甲社区); cadres' credit hours 2026 not reached: "
            "0 of 12 days, 12 days missing, or 0 of 90 h, 90 h missing; due by 2026-12-31, 213 days left.",
            id="days or hours",
        ),
        pytest.param(
            CAPABILITY_QUIZZES,
            also(principal(), *(passed(f"{n:02}", "2025-05-05") for n in range(1, 9))), "2026-06-01",
            "自2023-05-01任甲社区党委书记；2026年基本能力未达到要求：要求通过10门测验，还有2门没有通过"
            "（协商民主、廉洁自律）；应于2026-12-31前完成，还有213天。",
            "In post since 2023-05-01 (党委书记, 甲社区); basic capabilities 2026 not reached: "
            "2 of 10 quizzes not passed (协商民主, 廉洁自律); due by 2026-12-31, 213 days left.",
            id="quizzes missing",
        ),
        pytest.param(
            SECRETARY_HOURS, also(principal(), record("2026-05-01", credit_centihours=5725)), "2026-12-01",
            "自2023-05-01任甲社区党委书记；2026年书记学时已达到要求：1次、57.25学时，"
            "最近一次是“第4期”，2026-05-01结业。",
            "In post since 2023-05-01 (党委书记, 甲社区); secretaries' credit hours 2026 reached: "
            "1 training(s), 57.25 h, most recently “第4期”, ended 2026-05-01.",
            id="hours reached",
        ),
    ],
)  # fmt: skip
def test_the_reason(requirement, facts, as_of, chinese, english):
    assert words(requirement, facts, as_of) == chinese
    assert words(requirement, facts, as_of, Language.ENGLISH) == english


def test_screens_write_days_in_words():
    chinese = words(ROTATION, principal(), "2027-01-20", on_screen=True)
    assert "自2023年5月1日任" in chinese
    assert "应于2026年12月31日前完成" in chinese
    english = words(ROTATION, principal(), "2027-01-20", Language.ENGLISH, on_screen=True)
    assert "due by 31 December 2026" in english


def test_a_member_is_in_the_audience_from_joining():
    facts = replace(CADRE, political_status="中共党员", joined_party_on=date(2022, 7, 1))
    assert words(MEMBER_HOURS, facts, "2026-06-01").startswith("自2020-01-01任甲社区干事（自2022-07-01起列入应训对象）")


def test_no_reason_says_violation():
    assert "违反" not in words(ROTATION, principal(), "2027-01-20")
