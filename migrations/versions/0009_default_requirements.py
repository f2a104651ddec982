"""The requirements that ship with the product (rotation-rules.md, "Requirement").

Values are written out, so that this step gives the same rows whatever the application becomes.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Known from before the first question about the past, so that every such question finds them.
RECORDED_AT = datetime(2016, 1, 1, tzinfo=UTC)
RECORDED_BY = "system:migration"

HEADS = ["社区(村)主职干部", "非公有制经济组织党组织负责人", "社会组织党组织负责人"]
OFFICE = ["街镇机关干部", "街镇领导班子成员"]
ROTATION = {
    "active": True, "party_members": False, "audience": [], "credit_kinds": ["集中轮训", "上级调训"],
    "min_times": 0, "min_days_hundredths": 0, "min_centihours": 0, "curricula": [], "combine": "all",
    "year_by": "last_day", "due": "12-31", "due_next_year": False, "appointed_by": "09-30",
    "continuity_gap_days": 30, "warn_days": 60, "makeup_until": "03-31",
}  # fmt: skip
DEFAULTS = {
    "rotation": {
        "name": "集中轮训", "english_name": "rotation training", "audience": HEADS, "min_times": 1,
        "source": "青西新发〔2016〕20号 四(二)：每年集中轮训一遍；上级调训可以代替",
    },
    "winter": {
        "name": "冬训", "english_name": "winter training", "party_members": True, "credit_kinds": ["冬训"],
        "min_times": 1, "year_by": "declared", "due": "02-28", "due_next_year": True, "appointed_by": "12-31",
        "makeup_until": None, "source": "青西新发〔2016〕20号 四(二)；起止时间以当年通知为准",
    },
    "spring": {
        "name": "春训", "english_name": "spring training", "party_members": True, "credit_kinds": ["春训"],
        "min_times": 1, "year_by": "declared", "due": "05-31", "appointed_by": "03-31", "makeup_until": None,
        "source": "青西新发〔2016〕20号 四(二)；起止时间以当年通知为准",
    },
    "member-hours": {
        "name": "党员学时", "english_name": "members' credit hours", "party_members": True, "credit_kinds": [],
        "min_centihours": 3200, "source": "《中国共产党党员教育管理工作条例》第二十条：一般不少于32学时",
    },
    "secretary-hours": {
        "name": "书记学时", "english_name": "secretaries' credit hours", "audience": HEADS, "credit_kinds": [],
        "min_times": 1, "min_centihours": 5600,
        "source": "2019—2023年全国党员教育培训工作规划（转引）：不少于56学时，至少1次集中培训",
    },
    "cadre-study": {
        "name": "干部学时", "english_name": "cadres' credit hours", "audience": OFFICE,
        "credit_kinds": ["集中轮训", "主体班次", "专题培训", "上级调训"], "min_days_hundredths": 1200,
        "min_centihours": 9000, "combine": "any",
        "source": "《干部教育培训工作条例》（2023年修订）：累计不少于12天或者90学时",
    },
    "online": {
        "name": "网络学时", "english_name": "online credit hours", "active": False, "audience": OFFICE,
        "credit_kinds": ["网络培训"], "min_centihours": 5000, "source": "转引的数字，未见原文；默认停用",
    },
    "capabilities": {
        "name": "基本能力", "english_name": "basic capabilities",
        "audience": ["街镇机关干部", "社区(村)工作人员", "居(村)民小组工作人员", "社区(村)主职干部"],
        "credit_kinds": ["基本能力"], "curricula": [f"{number:02}" for number in range(1, 11)],
        "source": "青西新发〔2016〕20号 四(一)：十项基本能力",
    },
}  # fmt: skip

requirement = sa.table("requirement", sa.column("id", sa.Integer), sa.column("code", sa.String))
version = sa.table(
    "requirement_version",
    *(sa.column(name, sa.Integer) for name in (
        "id", "requirement_id", "position", "min_times", "min_days_hundredths", "min_centihours",
        "continuity_gap_days", "warn_days",
    )),
    *(sa.column(name, sa.Boolean) for name in ("active", "party_members", "due_next_year")),
    *(sa.column(name, sa.JSON) for name in ("audience", "credit_kinds", "curricula")),
    *(sa.column(name, sa.String) for name in (
        "name", "english_name", "combine", "year_by", "due", "appointed_by", "makeup_until", "source",
        "recorded_by", "superseded_by",
    )),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("recorded_at", "superseded_at")),
)  # fmt: skip
waiver = sa.table("waiver", sa.column("requirement_id", sa.Integer))
obligation = sa.table("obligation", sa.column("id", sa.Integer), sa.column("requirement_id", sa.Integer))
place = sa.table("obligation_place", sa.column("obligation_id", sa.Integer))


def upgrade():
    connection = op.get_bind()
    there = set(connection.scalars(sa.select(requirement.c.code)))
    next_id, next_version = (
        1 + (connection.scalar(sa.select(sa.func.max(one.c.id))) or 0) for one in (requirement, version)
    )
    for position, (code, values) in enumerate(DEFAULTS.items(), 1):
        if code in there:
            continue
        connection.execute(sa.insert(requirement).values(id=next_id, code=code))
        row = ROTATION | values | {"id": next_version, "requirement_id": next_id, "position": position}
        row |= {"recorded_at": RECORDED_AT, "recorded_by": RECORDED_BY}
        connection.execute(sa.insert(version).values(**row))
        next_id, next_version = next_id + 1, next_version + 1
    _count_on_from(connection, {"requirement": next_id, "requirement_version": next_version})


def _count_on_from(connection, next_ids):
    """PostgreSQL counts ids by itself, and must know of those given here."""
    if connection.dialect.name != "postgresql":
        return
    for table, next_id in next_ids.items():
        sequence = sa.func.pg_get_serial_sequence(table, "id")
        connection.execute(sa.select(sa.func.setval(sequence, next_id, False)))


def downgrade():
    """Take away the defaults that nobody changed and no waiver is for; the rest has become the office's own."""
    connection = op.get_bind()
    changed = sa.select(version.c.requirement_id).where(version.c.recorded_by != RECORDED_BY)
    unused = sa.select(requirement.c.id).where(
        requirement.c.code.in_(list(DEFAULTS)),
        requirement.c.id.in_(sa.select(version.c.requirement_id)),
        requirement.c.id.not_in(changed),
        requirement.c.id.not_in(sa.select(waiver.c.requirement_id)),
    )
    ids = list(connection.scalars(unused))
    theirs = sa.select(obligation.c.id).where(obligation.c.requirement_id.in_(ids))
    connection.execute(sa.delete(place).where(place.c.obligation_id.in_(theirs)))
    connection.execute(sa.delete(obligation).where(obligation.c.requirement_id.in_(ids)))
    connection.execute(sa.delete(version).where(version.c.requirement_id.in_(ids)))
    connection.execute(sa.delete(requirement).where(requirement.c.id.in_(ids)))
