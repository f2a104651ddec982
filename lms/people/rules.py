"""Words and decisions about people: kinds of organisation, position categories, where a person belongs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OrganisationKind(StrEnum):
    """单位类别, as the import files spell it."""

    DISTRICT = "区"
    SUBDISTRICT = "街道"
    TOWN = "镇"
    COMMUNITY = "社区"
    VILLAGE = "村"
    RESIDENTS_GROUP = "居民小组"
    VILLAGERS_GROUP = "村民小组"
    BUILDING = "楼栋"
    PRIVATE_ORGANISATION = "非公有制经济组织"
    SOCIAL_ORGANISATION = "社会组织"
    GOVERNMENT_OFFICE = "机关"
    PUBLIC_INSTITUTION = "企事业单位"


STREET_KINDS = frozenset({OrganisationKind.SUBDISTRICT, OrganisationKind.TOWN})


class PositionCategory(StrEnum):
    """职务类别; full-width brackets in files become these half-width ones."""

    STREET_LEADER = "街镇领导班子成员"
    STREET_CADRE = "街镇机关干部"
    COMMUNITY_PRINCIPAL = "社区(村)主职干部"
    COMMUNITY_WORKER = "社区(村)工作人员"
    GROUP_WORKER = "居(村)民小组工作人员"
    PRIVATE_PARTY_HEAD = "非公有制经济组织党组织负责人"
    SOCIAL_PARTY_HEAD = "社会组织党组织负责人"
    PARTY_INSTRUCTOR = "党建工作指导员"
    FIRST_SECRETARY = "第一书记"
    PARTY_AFFAIRS_WORKER = "基层党务工作者"
    PARTY_MEMBER = "党员"


PARTY_MEMBER_STANDINGS = frozenset({"中共党员", "中共预备党员"})
"""政治面貌 that make somebody a party member for training (rotation-rules: audience)."""


@dataclass(frozen=True)
class Post:
    """One appointment as far as belonging goes; `last_day` None: still in post."""

    organisation_id: int
    first_day: date | None
    last_day: date | None


def organisations_of(posts: list[Post], today: date) -> frozenset[int]:
    """Where a person belongs (contract, "How an import behaves").

    Every present post's organisation; with none, that of the post that ended last; with only future ones,
    that of the first. A post without a first day counts as present unless it has ended.
    """
    present = [post for post in posts if _has_begun(post, today) and not _has_ended(post, today)]
    if present:
        return frozenset(post.organisation_id for post in present)
    ended = [post for post in posts if _has_ended(post, today)]
    if ended:
        last = max(post.last_day or date.min for post in ended)
        return frozenset(post.organisation_id for post in ended if post.last_day == last)
    if not posts:
        return frozenset()
    first = min(post.first_day or date.max for post in posts)
    return frozenset(post.organisation_id for post in posts if post.first_day == first)


def _has_begun(post: Post, today: date) -> bool:
    return post.first_day is None or post.first_day <= today


def _has_ended(post: Post, today: date) -> bool:
    return post.last_day is not None and post.last_day < today


def last_four(number: str | None) -> str:
    """What may be shown of an identity or phone number to those who may not see it whole."""
    return (number or "")[-4:]
