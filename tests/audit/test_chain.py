"""The trail is append-only and chained, whoever writes at the same time, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from lms.audit import actions, chain, queries
from lms.audit.actor import Actor
from lms.audit.commands import verify
from lms.audit.models import AuditEntry, AuditHead
from lms.audit.rules import id_ranges
from lms.extensions import db
from lms.transaction import transaction
from tests.facts.audit import add_entries


def past_the_triggers(session, statement) -> None:
    """What somebody with the database in their hands can do."""
    if db.engine.dialect.name == "postgresql":
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(statement)
    else:
        triggers = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for trigger in triggers:
            session.execute(text(f"DROP TRIGGER {trigger.name}"))
        session.execute(statement)
        for trigger in triggers:
            session.execute(text(trigger.sql.replace(":", "\\:")))
    session.commit()


@pytest.mark.parametrize(
    "change", [update(AuditEntry).values(actor_name="somebody else"), delete(AuditEntry)], ids=["change", "removal"]
)
def test_the_database_refuses_to_change_or_remove_an_entry(district, change):
    add_entries(district, 3)
    with district.session() as session:
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(change)
        session.rollback()
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 3


def test_what_was_done_in_a_transaction_that_failed_is_not_in_the_trail(district):
    def fail() -> None:
        with transaction():
            actions.record(Actor.console(), "test.failed")
            raise RuntimeError

    with district.session() as session:
        with pytest.raises(RuntimeError):
            fail()
        with transaction():
            actions.record(Actor.console(), "test.done")
        assert session.scalars(select(AuditEntry.action)).all() == ["test.done"]


def test_an_untouched_trail_holds_to_its_end(district):
    with district.session():
        assert queries.first_break() == chain.ChainCheck(0)
    add_entries(district, 25)
    with district.session():
        assert queries.first_break() == chain.ChainCheck(25)


@pytest.mark.parametrize(
    ("statement", "broken_at", "problem"),
    [
        (update(AuditEntry).where(AuditEntry.id == 7).values(actor_name="李四"), 7, "changed"),
        (update(AuditEntry).where(AuditEntry.id == 7).values(detail='{"number":9}'), 7, "changed"),
        (update(AuditEntry).where(AuditEntry.id == 7).values(hash="f" * 64), 7, "changed"),
        (delete(AuditEntry).where(AuditEntry.id == 7), 7, "missing"),
        (delete(AuditEntry).where(AuditEntry.id > 6), 7, "cut_off"),
        (delete(AuditEntry), 1, "cut_off"),
        (update(AuditHead).values(last_hash="f" * 64), 11, "cut_off"),
    ],
)
def test_the_first_broken_position_is_named(district, statement, broken_at, problem):
    add_entries(district, 10)
    with district.session() as session:
        past_the_triggers(session, statement)
        assert queries.first_break() == chain.ChainCheck(broken_at - 1, broken_at, problem)


def test_a_hash_made_to_fit_breaks_the_next_entry(district):
    add_entries(district, 10)
    with district.session() as session:
        row = dict(session.execute(select(AuditEntry.__table__).where(AuditEntry.id == 7)).mappings().one())
        row["actor_name"] = "李四"
        forged = actions.hash_of(row)
        past_the_triggers(session, update(AuditEntry).where(AuditEntry.id == 7).values(actor_name="李四", hash=forged))
        assert queries.first_break() == chain.ChainCheck(7, 8, "moved")


def test_eight_people_at_once_write_one_unbroken_chain(database, district):
    def write(thread: int) -> None:
        with database.app.app_context():
            for number in range(12):
                with transaction():
                    actions.record(Actor.system(f"thread{thread}"), "test.done", number=number)
                    actions.record(Actor.system(f"thread{thread}"), "test.done again", number=number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(8)))
    with district.session() as session:
        assert queries.first_break() == chain.ChainCheck(8 * 12 * 2)
        by_thread = session.execute(select(AuditEntry.actor, func.count()).group_by(AuditEntry.actor)).all()
        assert [number for _actor, number in by_thread] == [24] * 8


def test_a_long_trail_is_read_in_parts(district, monkeypatch):
    """Streaming over several parts finds a break in the last one."""
    monkeypatch.setattr(chain, "ROWS_AT_A_TIME", 10)
    add_entries(district, 45)
    with district.session() as session:
        past_the_triggers(session, update(AuditEntry).where(AuditEntry.id == 44).values(address="10.0.0.1"))
        assert queries.first_break() == chain.ChainCheck(43, 44, "changed")


def test_verify_names_what_is_broken_and_exits_with_1(database, district):
    add_entries(district, 5)
    runner = database.app.test_cli_runner()
    whole = runner.invoke(verify)
    assert whole.exit_code == 0
    assert "audit trail: ok" in whole.output
    assert "foreign keys: ok" in whole.output
    with district.session() as session:
        past_the_triggers(session, update(AuditEntry).where(AuditEntry.id == 3).values(address="10.0.0.1"))
    broken = runner.invoke(verify)
    assert broken.exit_code == 1
    assert "entry 3: changed" in broken.output


def test_verify_finds_a_row_without_its_parent(sqlite_district):
    person_id = sqlite_district.add_person()
    with sqlite_district.session() as session:
        session.execute(text("PRAGMA foreign_keys = OFF"))
        session.commit()
        connection = db.engine.raw_connection()
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM person WHERE id = ?", (person_id,))
        connection.execute("PRAGMA foreign_keys = ON")
        connection.close()
    result = sqlite_district.app.test_cli_runner().invoke(verify)
    assert result.exit_code == 1
    assert "no such row in person" in result.output


def test_an_entry_cannot_take_the_place_of_another(district):
    add_entries(district, 2)
    with district.session() as session:
        row = dict(session.execute(select(AuditEntry.__table__).where(AuditEntry.id == 1)).mappings().one())
        with pytest.raises(DBAPIError):
            session.execute(insert(AuditEntry), [row | {"hash": "e" * 64}])


@pytest.mark.parametrize(
    ("ids", "text"), [((), ""), ((5,), "5"), ((3, 1, 2), "1-3"), ((1, 2, 4, 9, 8), "1-2,4,8-9"), ((7, 7, 8), "7-8")]
)
def test_many_ids_are_written_as_ranges(ids, text):
    assert id_ranges(ids) == text
