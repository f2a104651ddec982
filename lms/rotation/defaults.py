"""The requirements that ship with the product, as data (rotation-rules.md, "Requirement").

`lms db upgrade` puts them in; an organisation department changes them and adds its own. What each rests
on stands in `SOURCES`.
"""

from __future__ import annotations

from dataclasses import replace

from lms.people.rules import PositionCategory as Post
from lms.records.rules import TrainingCategory as Kind
from lms.rotation.rules import AskedCurriculum, Combine, MonthDay, Requirement, YearBy

_HEADS = frozenset({Post.COMMUNITY_PRINCIPAL, Post.PRIVATE_PARTY_HEAD, Post.SOCIAL_PARTY_HEAD})
_OFFICE = frozenset({Post.STREET_CADRE, Post.STREET_LEADER})
_ANY_KIND: frozenset[Kind] = frozenset()
CAPABILITIES = (
    "政治鉴别", "调查研究", "做群众工作", "化解矛盾纠纷", "推动脱贫致富",
    "执行落实", "开拓创新", "依法办事", "协商民主", "廉洁自律",
)  # fmt: skip

ROTATION = Requirement("rotation", "集中轮训", "rotation training", audience=_HEADS, min_times=1)

WINTER = Requirement(
    "winter", "冬训", "winter training",
    for_party_members=True, credit_kinds=frozenset({Kind.WINTER}), min_times=1, year_by=YearBy.DECLARED,
    due=MonthDay(2, 28), due_in_next_year=True, appointed_by=MonthDay(12, 31), makeup_until=None,
)  # fmt: skip

SPRING = replace(
    WINTER, code="spring", name="春训", english_name="spring training", credit_kinds=frozenset({Kind.SPRING}),
    due=MonthDay(5, 31), due_in_next_year=False, appointed_by=MonthDay(3, 31),
)  # fmt: skip

MEMBER_HOURS = Requirement(
    "member-hours", "党员学时", "members' credit hours",
    for_party_members=True, credit_kinds=_ANY_KIND, min_centihours=3200,
)  # fmt: skip

SECRETARY_HOURS = Requirement(
    "secretary-hours", "书记学时", "secretaries' credit hours",
    audience=_HEADS, credit_kinds=_ANY_KIND, min_times=1, min_centihours=5600,
)  # fmt: skip

CADRE_STUDY = Requirement(
    "cadre-study", "干部学时", "cadres' credit hours",
    audience=_OFFICE,
    credit_kinds=frozenset({Kind.ROTATION, Kind.MAIN_CLASS, Kind.SPECIAL_TOPIC, Kind.HIGHER_LEVEL}),
    min_days_hundredths=1200, min_centihours=9000, combine=Combine.ANY,
)  # fmt: skip

ONLINE = Requirement(
    "online", "网络学时", "online credit hours",
    audience=_OFFICE, credit_kinds=frozenset({Kind.ONLINE}), min_centihours=5000, is_active=False,
)  # fmt: skip

# Its credit kinds matter for the status `scheduled` alone: no record counts towards a quiz, and a seat in
# a rotation class must not hide that quizzes are missing.
CAPABILITY_QUIZZES = Requirement(
    "capabilities", "基本能力", "basic capabilities",
    audience=frozenset({Post.STREET_CADRE, Post.COMMUNITY_WORKER, Post.GROUP_WORKER, Post.COMMUNITY_PRINCIPAL}),
    credit_kinds=frozenset({Kind.BASIC_CAPABILITY}),
    curricula=tuple(AskedCurriculum(f"{n:02}", name) for n, name in enumerate(CAPABILITIES, 1)),
)  # fmt: skip

DEFAULTS = (
    ROTATION, WINTER, SPRING, MEMBER_HOURS, SECRETARY_HOURS, CADRE_STUDY, ONLINE, CAPABILITY_QUIZZES,
)  # fmt: skip

SOURCES = {
    "rotation": "青西新发〔2016〕20号 四(二)：每年集中轮训一遍；上级调训可以代替",
    "winter": "青西新发〔2016〕20号 四(二)；起止时间以当年通知为准",
    "spring": "青西新发〔2016〕20号 四(二)；起止时间以当年通知为准",
    "member-hours": "《中国共产党党员教育管理工作条例》第二十条：一般不少于32学时",
    "secretary-hours": "2019—2023年全国党员教育培训工作规划（转引）：不少于56学时，至少1次集中培训",
    "cadre-study": "《干部教育培训工作条例》（2023年修订）：累计不少于12天或者90学时",
    "online": "转引的数字，未见原文；默认停用",
    "capabilities": "青西新发〔2016〕20号 四(一)：十项基本能力",
}
