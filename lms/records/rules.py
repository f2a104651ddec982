"""Words and decisions about training records and credit."""

from enum import StrEnum


class TrainingCategory(StrEnum):
    """培训类别, as the import files spell it."""

    ROTATION = "集中轮训"
    HIGHER_LEVEL = "上级调训"
    WINTER = "冬训"
    SPRING = "春训"
    MAIN_CLASS = "主体班次"
    BASIC_CAPABILITY = "基本能力"
    SPECIAL_TOPIC = "专题培训"
    ONLINE = "网络培训"
    OTHER = "其他"


class TrainingResult(StrEnum):
    """结果; only 结业 counts for anything."""

    COMPLETED = "结业"
    NOT_COMPLETED = "未结业"


def centihours_of_minutes(minutes: int) -> int:
    """Credit for teaching time, in hundredths of a 学时 of 45 minutes, rounded half up once."""
    return (minutes * 200 + 45) // 90
