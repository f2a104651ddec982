"""The certificate as an Open Badges 3.0 credential, checked with nothing but what is published."""

import hashlib
import json
from datetime import datetime
from urllib.parse import urlsplit

import jwt
import pytest
from sqlalchemy import select

from lms.certificates.models import Certificate
from lms.extensions import db
from tests.facts.certificates import add_completed_class, papers_of, reopen


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-12-10 18:00")


@pytest.fixture
def district(sqlite_district):
    """No database changes a signature."""
    return sqlite_district


@pytest.fixture
def holder(district):
    """A person with a certificate, and its id."""
    person = district.add_person("周德海", person_no="YX00042")
    class_id = add_completed_class(district, person)
    with district.session():
        certificate_id = db.session.scalar(select(Certificate.id))
    return person, class_id, certificate_id


def download(district, holder):
    person, _class_id, certificate_id = holder
    return district.sign_in(person).get(f"/certificates/{certificate_id}.jwt")


def test_its_signature_holds_by_the_key_it_names(district, holder):
    answer = download(district, holder)
    assert answer.mimetype == "application/vc+jwt"
    header = jwt.get_unverified_header(answer.text)
    assert set(header) == {"alg", "typ", "kid"}
    assert (header["alg"], header["typ"]) == ("RS256", "JWT")
    stranger = district.app.test_client()
    published = {one["kid"]: one for one in stranger.get("/.well-known/jwks.json").json["keys"]}
    alone = stranger.get(urlsplit(header["kid"]).path).json
    assert published[header["kid"]] == alone
    key = jwt.PyJWK(alone).key
    claims = jwt.decode(answer.text, key, algorithms=["RS256"], options={"verify_nbf": False})
    assert claims["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    head, body, proof = answer.text.split(".")
    changed = f"{head}.{body}.{proof[:20]}{'A' if proof[20] != 'A' else 'B'}{proof[21:]}"
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(changed, key, algorithms=["RS256"], options={"verify_nbf": False})


def claims_of(answer) -> dict:
    return jwt.decode(answer.text, options={"verify_signature": False})


def test_it_has_what_the_specification_asks_of_it(district, holder):
    claims = claims_of(download(district, holder))
    assert claims["@context"] == [
        "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]  # fmt: skip
    subject, achievement = claims["credentialSubject"], claims["credentialSubject"]["achievement"]
    assert claims["issuer"]["type"] == ["Profile"]
    assert claims["issuer"]["id"].endswith("/certificates/issuer.json")
    assert subject["type"] == ["AchievementSubject"]
    assert achievement["type"] == ["Achievement"]
    assert {"id", "type", "name", "description", "criteria"} <= set(achievement)
    assert achievement["criteria"]["narrative"]
    assert achievement["name"] == claims["name"] == "社区主职干部集中轮训班（第4期）"
    assert (subject["creditsEarned"], subject["licenseNumber"]) == (24.0, "2026-轮训04-0001")
    assert claims["id"].startswith("urn:uuid:")


def test_the_registered_claims_repeat_the_credential(district, holder):
    claims = claims_of(download(district, holder))
    assert claims["iss"] == claims["issuer"]["id"]
    assert claims["jti"] == claims["id"]
    assert claims["sub"] == claims["credentialSubject"]["id"]
    assert claims["nbf"] == datetime.fromisoformat(claims["validFrom"]).timestamp()


def test_the_holder_is_a_hash_that_only_who_knows_the_number_can_check(district, holder):
    answer = download(district, holder)
    claims = claims_of(answer)
    [identity] = claims["credentialSubject"]["identifier"]
    assert (identity["type"], identity["hashed"]) == ("IdentityObject", True)
    expected = hashlib.sha256(f"YX00042{identity['salt']}".encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${expected}"
    for hidden in ("周德海", "YX00042", "书记", "S1C1"):
        assert hidden not in json.dumps(claims, ensure_ascii=False)


def test_the_issuers_address_gives_the_issuer(district, holder):
    claims = claims_of(download(district, holder))
    profile = district.app.test_client().get(urlsplit(claims["issuer"]["id"]).path).json
    assert claims["issuer"].items() <= profile.items()


def test_published_keys_hold_no_secret(district, holder):
    for key in district.app.test_client().get("/.well-known/jwks.json").json["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & set(key)


def test_badges_of_one_class_share_the_achievement_and_nothing_of_their_holders(district):
    people = [district.add_person(name) for name in ("甲", "乙")]
    class_id = add_completed_class(district, *people)
    badges = [
        claims_of(district.sign_in(one.person_id).get(f"/certificates/{one.certificate_id}.jwt"))
        for one in papers_of(district, class_id)
    ]
    first, second = (one["credentialSubject"] for one in badges)
    assert first["achievement"]["id"] == second["achievement"]["id"]
    assert first["id"] != second["id"]
    assert first["identifier"][0]["salt"] != second["identifier"][0]["salt"]


def test_nobody_elses_and_no_revoked_badge_is_given(district, holder):
    person, class_id, certificate_id = holder
    other = district.sign_in(district.add_person("别人"))
    assert other.open(f"/certificates/{certificate_id}.jwt").status_code == 404
    assert other.open(f"/certificates/{certificate_id}.pdf").status_code == 404
    reopen(district, class_id)
    assert district.sign_in(person).open(f"/certificates/{certificate_id}.jwt").status_code == 404
