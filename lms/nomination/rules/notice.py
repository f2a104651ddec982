"""What a 调训通知 says: its sections, demands and attachments, in the words of a Chinese office (rosters.md, §1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lms.documents.wording import class_title, day, day_span

_NUMERALS = "一二三四五六七八九十"
_MOST_ADDRESSED = 12


@dataclass(frozen=True)
class Written:
    """What the office itself writes or changes."""

    document_number: str
    issuer: str
    signed_on: date
    audience: str
    content: str
    demands: str  # one a line
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class ClassFacts:
    """What is known of the class."""

    programme: str
    intake_number: int
    declared_year: int
    first_day: date
    last_day: date
    begins_at: datetime | None  # China's wall time
    venue: str
    hours: str
    organiser: str = ""  # in a round alone, where each organiser counts its own

    @property
    def title(self) -> str:
        """「2026年…班（第4期）」."""
        return class_title(self.programme, self.intake_number, self.declared_year, organiser=self.organiser)


@dataclass(frozen=True)
class Attachment:
    """A table at the end: headings, widths in millimetres, rows."""

    title: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """「一、培训时间」 and what stands below."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """The notice as it is typeset, in whatever form."""

    title: str
    document_number: str
    addressed: str
    opening: str
    sections: tuple[Section, ...]
    attachments: tuple[Attachment, ...]
    issuer: str
    signed_on: str
    contact: str


def notice_title(facts: ClassFacts) -> str:
    """「关于选调学员参加…班学习的通知」."""
    return f"关于选调学员参加{facts.title}学习的通知"


def paper(
    written: Written,
    facts: ClassFacts,
    units: Sequence[tuple[str, int]],
    people: Sequence[tuple[str, str, str]],
    half_days: Sequence[tuple[str, ...]],
) -> Paper:
    """The whole notice. `units`: name and seats; `people`: unit, name, post; `half_days`: rows of the timetable."""
    return Paper(
        title=notice_title(facts),
        document_number=written.document_number,
        addressed=_addressed([name for name, seats in units if seats]),
        opening=f"定于{day_span(facts.first_day, facts.last_day)}举办{facts.title}。现将选调学员有关事项通知如下：",
        sections=_sections(written, facts, sum(seats for _name, seats in units)),
        attachments=(
            _quota_table(facts, units, written.audience), _people_table(facts, people), _timetable(facts, half_days),
        ),
        issuer=written.issuer,
        signed_on=day(written.signed_on),
        contact=_contact(written),
    )  # fmt: skip


def _addressed(units: Sequence[str]) -> str:
    return f"{'、'.join(units)}：" if 0 < len(units) <= _MOST_ADDRESSED else "各有关单位："


def _sections(written: Written, facts: ClassFacts, seats: int) -> tuple[Section, ...]:
    first = f"请于{day(facts.first_day)}{facts.begins_at:%-H:%M}前报到。" if facts.begins_at else ""
    demands = [line.strip() for line in written.demands.splitlines() if line.strip()]
    bodies = (
        ("培训时间", (f"{day_span(facts.first_day, facts.last_day)}，共{facts.hours}学时。{first}",)),
        ("培训地点", (f"{facts.venue or '另行通知'}。",)),
        ("参训对象及名额", (f"{_ended(written.audience)}共选调{seats}人，名额分配见附件1，学员名单见附件2。",)),
        ("培训内容", (f"{_ended(written.content)}课程安排见附件3。",)),
        ("有关要求", tuple(f"（{_numeral(place)}）{_ended(line)}" for place, line in enumerate(demands))),
    )
    return tuple(
        Section(f"{_NUMERALS[place]}、{heading}", paragraphs) for place, (heading, paragraphs) in enumerate(bodies)
    )


def _numeral(place: int) -> str:
    return _NUMERALS[place] if place < len(_NUMERALS) else str(place + 1)


def _ended(text: str) -> str:
    """A text that ends like a sentence."""
    text = " ".join(text.split())
    return text if not text or text[-1] in "。；！？" else f"{text}。"


def _quota_table(facts: ClassFacts, units: Sequence[tuple[str, int]], audience: str) -> Attachment:
    wanted = " ".join(audience.split()).rstrip("。")
    rows = [
        (str(place), name, str(seats), wanted, "")
        for place, (name, seats) in enumerate([one for one in units if one[1]], 1)
    ]
    total = ("", "合计", str(sum(seats for _name, seats in units)), "", "")
    return Attachment(
        f"{facts.title}学员名额分配表", ("序号", "单位", "名额（人）", "参训对象要求", "备注"), (14, 44, 24, 52, 20),
        (*rows, total),
    )  # fmt: skip


def _people_table(facts: ClassFacts, people: Sequence[tuple[str, str, str]]) -> Attachment:
    rows = tuple((str(place), unit, name, post, "") for place, (unit, name, post) in enumerate(people, 1))
    return Attachment(
        f"{facts.title}学员名单", ("序号", "选派单位", "姓名", "单位及职务", "备注"), (14, 36, 26, 60, 18), rows
    )


def _timetable(facts: ClassFacts, half_days: Sequence[tuple[str, ...]]) -> Attachment:
    rows = tuple(tuple(cell or "待定" for cell in row) for row in half_days)
    return Attachment(
        f"{facts.title}课程表", ("日期", "时段", "时间", "内容", "授课人", "地点"), (26, 16, 28, 44, 20, 22), rows
    )


def _contact(written: Written) -> str:
    parts = (("联系人", written.contact), ("电话", written.phone), ("邮箱", written.email))
    return "，".join(f"{label}：{value}" for label, value in parts if value)


def usual_issuer(organisation: str) -> str:
    """Who signs for an organisation: 「中共云溪区委组织部」, 「中共长桥街道工作委员会」."""
    if organisation.endswith(("区", "县", "市")):
        return f"中共{organisation}委组织部"
    if organisation.endswith("街道"):
        return f"中共{organisation}工作委员会"
    return f"中共{organisation}委员会" if organisation.endswith(("镇", "乡")) else organisation


def usual_demands(issuer: str, closes_on: date) -> str:
    """What every notice asks for, to be changed by the office; one a line."""
    return "\n".join(
        (
            "优先选派逾期未训和临近期限的人员；名单由组织部门审核确定",
            f"请于{closes_on.month}月{closes_on.day}日前通过三基学堂报送名单，逾期视为放弃名额",
            f"名单确定后不得自行换人；确需调整的，书面报{issuer}批准",
            f"因特殊情况不能参训或者需要请假的，须书面报{issuer}批准；请假累计超过总学时七分之一的，按退学处理",
            "请参训学员按时报到，凭三基学堂签到，遵守学习纪律",
        )
    )
