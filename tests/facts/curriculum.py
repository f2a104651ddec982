"""Samples of the curriculum room's routes; other facts are made in `courses` and `assessment` beside it."""

from tests.facts.assessment import make_bank
from tests.facts.district import District
from tests.facts.route_samples import Sample

WHY = "teaching is for everybody"


def _course(district: District) -> Sample:
    return Sample({"code": make_bank(district).code}, shared=WHY)


def _lesson(district: District) -> Sample:
    return Sample({"code": make_bank(district).code, "number": "01"}, shared=WHY)


def _picture(_district: District) -> Sample:
    return Sample({"code": "01", "name": "check-a-message.svg"}, shared=WHY)


ROUTE_SAMPLES = {
    "curriculum.show_curriculum": _course,
    "curriculum.show_lesson": _lesson,
    "curriculum.keep_place": _lesson,
    "curriculum.finish_lesson": _lesson,
    "curriculum.show_picture": _picture,
}
