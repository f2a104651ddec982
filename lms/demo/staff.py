"""The people a visitor logs in as: one for each role, two streets, and cadres with something to do."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import insert

from lms import clock
from lms.accounts.hashing import hash_password
from lms.accounts.models import Account, Grant
from lms.accounts.rules import Role
from lms.audit.actor import Actor
from lms.demo.load import insert_residents
from lms.demo.population import Resident, Row
from lms.extensions import db
from lms.people.rules import PositionCategory
from lms.records.rules import TrainingCategory


@dataclass(frozen=True)
class DemoAccount:
    """What `make run` prints of an account; `org_code` is where its right reaches, or where a cadre belongs."""

    role: str
    username: str
    password: str
    org_code: str


@dataclass(frozen=True)
class _Part:
    role: Role
    username: str
    name: str
    org_code: str
    category: PositionCategory
    position: str


_CAST = (
    _Part(Role.CADRE, "cadre-1", "周德海", "YX16001", PositionCategory.COMMUNITY_PRINCIPAL, "党支部书记"),
    _Part(Role.CADRE, "cadre-2", "沈玉梅", "YX12001", PositionCategory.COMMUNITY_WORKER, "社区工作者"),
    _Part(Role.TRAINER, "trainer", "王敏", "YX00", PositionCategory.PARTY_AFFAIRS_WORKER, "教务科科长"),
    _Part(Role.DISTRICT, "district", "林静", "YX", PositionCategory.PARTY_AFFAIRS_WORKER, "组织部党员教育科科长"),
    _Part(Role.STREET, "street-1", "郑海峰", "YX12", PositionCategory.STREET_CADRE, "党建办主任"),
    _Part(Role.STREET, "street-2", "吴春梅", "YX16", PositionCategory.STREET_CADRE, "党建办主任"),
    _Part(Role.SYSTEM_ADMIN, "system-admin", "陆小川", "YX", PositionCategory.STREET_CADRE, "系统管理员"),
    _Part(Role.SECURITY_ADMIN, "security-admin", "贺文彬", "YX", PositionCategory.STREET_CADRE, "安全保密管理员"),
    _Part(Role.AUDITOR, "auditor", "傅晓兰", "YX", PositionCategory.STREET_CADRE, "安全审计员"),
)


def add_staff(actor: Actor, organisations: dict[str, int]) -> list[DemoAccount]:
    """Make the demo's accounts, each with a password of its own; runs in the caller's transaction."""
    now = clock.now()
    people = insert_residents([_resident(part) for part in _CAST], organisations, str(actor))
    accounts = [DemoAccount(part.role.value, part.username, _password(), part.org_code) for part in _CAST]
    db.session.execute(
        insert(Account),
        [
            {
                "person_id": person_id,
                "password_hash": hash_password(one.password),
                "password_changed_at": now,
                "is_demo": True,
                "created_at": now,
            }
            for person_id, one in zip(people, accounts, strict=True)
        ],
    )
    db.session.execute(
        insert(Grant),
        [
            {
                "person_id": person_id,
                "role": part.role.value,
                "organisation_id": organisations[part.org_code],
                "granted_at": now,
                "granted_by": str(actor),
            }
            for person_id, part in zip(people, _CAST, strict=True)
            if part.role is not Role.CADRE
        ],
    )
    return accounts


def keep(accounts: list[DemoAccount], path: Path) -> None:
    """Keep the accounts where `make run` finds them again, readable for the owner alone."""
    path.write_text(as_json(accounts), encoding="utf-8")
    path.chmod(0o600)


def as_json(accounts: list[DemoAccount]) -> str:
    """The accounts as the contract prints them."""
    return json.dumps([asdict(one) for one in accounts], ensure_ascii=False, indent=1)


def _password() -> str:
    letters = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
    return "-".join("".join(secrets.choice(letters) for _sign in range(4)) for _part in range(3))


def _resident(part: _Part) -> Resident:
    today = clock.today()
    return Resident(
        person={"person_no": part.username, "name": part.name, "gender": None, "is_synthetic": True},
        standing={"political_status": "中共党员", "joined_party_on": date(2008, 7, 1)},
        posts=[
            (
                part.org_code,
                {
                    "position_category": part.category.value,
                    "position": part.position,
                    "first_day": date(today.year - 3, 3, 15),
                    "last_day": None,
                },
            )
        ],
        records=list(_last_year(part, today.year - 1)),
    )


def _last_year(part: _Part, year: int) -> Iterator[Row]:
    """A cadre of the demo has last year behind them: rotation, spring, and hours enough."""
    if part.role is not Role.CADRE:
        return
    for category, name, month, days, centihours in (
        (TrainingCategory.SPRING, f"{year}年党员春训", 3, 2, 1600),
        (TrainingCategory.ROTATION, f"{year}年集中轮训班", 6, 3, 2400),
        (TrainingCategory.SPECIAL_TOPIC, f"{year}年党员集中学习", 9, 3, 2400),
        (TrainingCategory.WINTER, f"{year}年党员冬训", 12, 2, 1600),
    ):
        yield {
            "declared_year": year,
            "category": category.value,
            "name": name,
            "first_day": date(year, month, 10),
            "last_day": date(year, month, 9 + days),
            "days_hundredths": days * 100,
            "credit_centihours": centihours,
            "completed": True,
            "score_cents": 8800,
            "make_up_year": None,
            "source": "import",
        }
