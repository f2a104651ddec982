"""The order of people in a roster: organisation by organisation, then post, then name; never by result."""

from lms.people.rules import PositionCategory

_CATEGORIES = {category.value: place for place, category in enumerate(PositionCategory)}
_HEADS = (("书记",), ("主任", "镇长", "主席", "会长", "经理", "校长", "院长"))
_DEPUTY, _MEMBER = "副", "委员"


def post_order(category: str | None, position: str | None) -> tuple[int, int]:
    """Where a post stands in its organisation: by category, then heads, deputies, members, others.

    That secretaries stand before directors, and deputies after both, is custom; no form prescribes it.
    """
    return _CATEGORIES.get(category or "", len(_CATEGORIES)), _rank(position or "")


def _rank(position: str) -> int:
    deputy = _DEPUTY in position
    for place, titles in enumerate(_HEADS):
        if any(title in position for title in titles):
            return place + (len(_HEADS) if deputy else 0)
    return 2 * len(_HEADS) + (0 if _MEMBER in position else 1)


def name_order(name: str) -> bytes:
    """By pinyin for the 3,755 commonest characters, which GB 2312 has in that order; the others follow."""
    return name.encode("gb18030", "replace")
