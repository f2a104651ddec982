"""The words for kinds of organisation, position categories and fields of a person; and who recorded what, when."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.audit.wording import actor_words
from lms.people.rules import OrganisationKind, PositionCategory

KIND_WORDS = {
    OrganisationKind.DISTRICT: _l("district"),
    OrganisationKind.SUBDISTRICT: _l("subdistrict"),
    OrganisationKind.TOWN: _l("town"),
    OrganisationKind.COMMUNITY: _l("community"),
    OrganisationKind.VILLAGE: _l("village"),
    OrganisationKind.RESIDENTS_GROUP: _l("residents' group"),
    OrganisationKind.VILLAGERS_GROUP: _l("villagers' group"),
    OrganisationKind.BUILDING: _l("building"),
    OrganisationKind.PRIVATE_ORGANISATION: _l("non-public enterprise"),
    OrganisationKind.SOCIAL_ORGANISATION: _l("social organisation"),
    OrganisationKind.GOVERNMENT_OFFICE: _l("government office"),
    OrganisationKind.PUBLIC_INSTITUTION: _l("enterprise or public institution"),
}
CATEGORY_WORDS = {
    PositionCategory.STREET_LEADER: _l("leading team of a street or town"),
    PositionCategory.STREET_CADRE: _l("office cadre of a street or town"),
    PositionCategory.COMMUNITY_PRINCIPAL: _l("principal of a community or village"),
    PositionCategory.COMMUNITY_WORKER: _l("worker of a community or village"),
    PositionCategory.GROUP_WORKER: _l("worker of a residents' or villagers' group"),
    PositionCategory.PRIVATE_PARTY_HEAD: _l("party head in a non-public enterprise"),
    PositionCategory.SOCIAL_PARTY_HEAD: _l("party head in a social organisation"),
    PositionCategory.PARTY_INSTRUCTOR: _l("party building instructor"),
    PositionCategory.FIRST_SECRETARY: _l("first secretary"),
    PositionCategory.PARTY_AFFAIRS_WORKER: _l("grassroots party affairs worker"),
    PositionCategory.PARTY_MEMBER: _l("party member"),
}
GENDER_WORDS = {"男": _l("male"), "女": _l("female")}
FIELD_WORDS = {
    "name": _l("Name"),
    "gender": _l("Gender"),
    "birth_date": _l("Date of birth"),
    "ethnicity": _l("Ethnic group"),
    "education": _l("Education"),
    "id_number": _l("Identity number"),
    "phone": _l("Mobile number"),
}


def people_words(how_many: int) -> str:
    """「1,286人」, or 1 person."""
    return ngettext("%(count)s person", "%(count)s people", how_many, count=f"{how_many:,}")


def category_words(value: str | None) -> str:
    """A position category in the reader's language; none: what that means."""
    return str(CATEGORY_WORDS[PositionCategory(value)]) if value else str(_l("without category"))


def who(key: str | None, names: Mapping[str, str]) -> str:
    """Whoever a fact keeps as `recorded_by`, in words."""
    return actor_words(key, names.get(key, "")) if key else ""
