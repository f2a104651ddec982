"""How certificates are numbered: 2026-轮训02-0037 is the 37th of the second intakes of rotation training in 2026."""

from lms.records.rules import TrainingCategory

SHORT_WORDS = {
    TrainingCategory.ROTATION: "轮训",
    TrainingCategory.HIGHER_LEVEL: "调训",
    TrainingCategory.WINTER: "冬训",
    TrainingCategory.SPRING: "春训",
    TrainingCategory.MAIN_CLASS: "主体",
    TrainingCategory.BASIC_CAPABILITY: "能力",
    TrainingCategory.SPECIAL_TOPIC: "专题",
    TrainingCategory.ONLINE: "网训",
    TrainingCategory.OTHER: "培训",
}


def series_of(category: str, intake_number: int) -> str:
    """「轮训02」. Several classes may share it (each street has a second intake): they count on together."""
    return f"{SHORT_WORDS[TrainingCategory(category)]}{intake_number:02}"


def number_of(year: int, series: str, sequence: int) -> str:
    """「2026-轮训02-0037」."""
    return f"{year}-{series}-{sequence:04}"


def taken_from(last: int, how_many: int) -> range:
    """The numbers after `last`, without a gap."""
    return range(last + 1, last + how_many + 1)
