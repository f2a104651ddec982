"""What stands on a certificate, as offices write it; a certificate is a Chinese document on every screen."""

from dataclasses import dataclass
from datetime import date

from lms.documents.wording import day_span

HIDDEN = "*"


@dataclass(frozen=True)
class Said:
    """What a certificate says and its signature proves; hours in hundredths."""

    number: str
    edition: int
    name: str
    class_name: str
    centihours: int
    first_day: date
    last_day: date


def class_on_paper(programme: str, intake_number: int, *, organiser: str = "") -> str:
    """「社区主职干部集中轮训班（第2期）」; in a round with the organiser, who counts its own intakes."""
    where = f"（{organiser}）" if organiser else ""
    return f"{programme}{where}（第{intake_number}期）"


def masked(name: str) -> str:
    """「周*海」, 「王*」: the first and the last sign, what is between and the last of two hidden."""
    if len(name) <= 2:
        return name[:1] + HIDDEN * max(1, len(name) - 1)
    return name[0] + HIDDEN * (len(name) - 2) + name[-1]


def hours(centihours: int) -> str:
    """「24」, 「7.5」."""
    whole, rest = divmod(centihours, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def sentence(said: Said, *, is_excellent: bool = False) -> str:
    """What follows 「×××同志」 on the paper (rosters.md, 结业证书)."""
    end = "考核合格，准予结业，并评为优秀学员。" if is_excellent else "考核合格，准予结业。"
    days = day_span(said.first_day, said.last_day)
    return f"于{days}参加{said.class_name}学习，修完规定课程，共{hours(said.centihours)}学时，{end}"
