"""Nothing in the database leads from an answer to a person: no column, no time, no order, no before and after."""

import json

import pytest
from sqlalchemy import Date, DateTime, select, text
from sqlalchemy.exc import OperationalError

from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.feedback import box
from lms.feedback.models import EvaluationBox, EvaluationGiven, EvaluationRemark, EvaluationTally
from tests.facts import feedback, training

HOLD_ANSWERS = (EvaluationTally, EvaluationRemark, EvaluationBox)


@pytest.fixture
def evaluated(district, set_clock):
    set_clock(feedback.OVER)
    people = training.add_crowd(district, 7)
    class_id, meetings = feedback.add_evaluated_class(district, people)
    return class_id, meetings, people


def _dump(district) -> dict[str, list[tuple]]:
    """Every row of what holds answers, as the database gives it when nobody asks for an order."""
    with district.session() as session:
        tables = [model.__table__ for model in HOLD_ANSWERS]
        return {table.name: [tuple(row) for row in session.execute(select(table))] for table in tables}


def test_what_holds_answers_names_no_person_and_no_time():
    for model in HOLD_ANSWERS:
        leads_to = {key.column.table.name for key in model.__table__.foreign_keys}
        assert leads_to <= {"training_class", "class_meeting"}
        assert [one.name for one in model.__table__.columns if isinstance(one.type, Date | DateTime)] == []


def test_who_has_answered_stands_in_a_table_that_shares_no_key_with_answers(district, evaluated):
    class_id, meetings, people = evaluated
    for person in people[:5]:
        feedback.answer(district, class_id, person, meetings, remark=f"第{person}号说")
    with district.session() as session:
        given = set(session.scalars(select(EvaluationGiven.key)))
        kept = set(session.scalars(select(EvaluationTally.key))) | set(session.scalars(select(EvaluationRemark.key)))
    assert len(given) == 15
    assert not given & kept
    assert [one.name for one in EvaluationGiven.__table__.columns if isinstance(one.type, Date | DateTime)] == []


def test_before_the_fifth_answer_the_database_holds_only_a_sealed_box(district, evaluated):
    class_id, meetings, people = evaluated
    for person in people[:4]:
        feedback.answer(district, class_id, person, meetings, score=1, remark="食堂太远了")
    kept = _dump(district)
    assert kept["evaluation_tally"] == kept["evaluation_remark"] == []
    ((_class, sealed),) = kept["evaluation_box"]
    assert "食堂" not in sealed
    assert "use" not in sealed
    with district.app.app_context():
        assert len(box.opened(sealed).remarks) == 4


def test_copies_of_the_database_before_and_after_an_answer_differ_by_a_sealed_box_of_the_same_length(
    district, evaluated
):
    """Whoever copies it every time learns that somebody answered, and from sums never about fewer than five."""
    class_id, meetings, people = evaluated
    feedback.answer(district, class_id, people[0], meetings, score=1)
    before = _dump(district)
    feedback.answer(district, class_id, people[1], meetings, score=5, remark="很" * 400)
    after = _dump(district)
    (before_box,), (after_box,) = before.pop("evaluation_box"), after.pop("evaluation_box")
    assert before == after
    assert before_box != after_box
    assert len(before_box[1]) == len(after_box[1])


def test_the_sealed_box_holds_sums_without_an_order_and_its_seal_no_time(district, evaluated):
    class_id, meetings, people = evaluated
    for person, remark in zip(people, ("丙", "甲", "乙"), strict=False):
        feedback.answer(district, class_id, person, meetings, remark=remark)
    with district.session() as session:
        sealed = session.get(EvaluationBox, class_id).sealed
        plain = json.loads(box._cipher().decrypt(sealed.encode()))
        assert box._cipher().extract_timestamp(sealed.encode()) == 0
    assert plain["remarks"] == sorted(["甲", "乙", "丙"])
    assert plain["counts"]["0"]["gain"] == [0, 3, 0, 0, 0]


def test_remarks_come_out_together_in_an_order_of_random_keys(district, evaluated):
    class_id, meetings, people = evaluated
    for place, person in enumerate(people[:5]):
        feedback.answer(district, class_id, person, meetings, remark=f"意见{place}")
    with district.session() as session:
        rows = session.execute(select(EvaluationRemark.key, EvaluationRemark.words)).all()
        if session.get_bind().dialect.name == "postgresql":
            assert len(session.execute(text("SELECT DISTINCT xmin::text FROM evaluation_remark")).all()) == 1
            assert [row.key for row in rows] == sorted(row.key for row in rows)
        else:
            with pytest.raises(OperationalError, match="rowid"):
                session.execute(text("SELECT rowid FROM evaluation_remark"))
    assert {row.words for row in rows} == {f"意见{place}" for place in range(5)}


@pytest.mark.parametrize("table", ["evaluation_tally", "evaluation_remark", "evaluation_given"])
def test_no_row_number_tells_who_came_first(sqlite_district, table):
    with sqlite_district.session() as session, pytest.raises(OperationalError, match="rowid"):
        session.execute(text(f"SELECT rowid FROM {table}"))


def test_the_trail_says_that_an_evaluation_was_given_and_not_by_whom(district, evaluated):
    class_id, meetings, people = evaluated
    feedback.answer(district, class_id, people[0], meetings, remark="讲得清楚")
    with district.session():
        (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "evaluation.given"))
    assert (entry.actor, entry.person_id, entry.address) == ("system:evaluation", None, "")
    assert "讲得清楚" not in entry.detail
    assert "score" not in entry.detail


def test_a_box_that_another_key_sealed_is_empty(app):
    with app.app_context():
        kept = box.sealed(box.Box(remarks=["意见"]))
        assert box.opened(kept).remarks == ["意见"]
        before = app.config["SECRET_KEY"]
        app.config["SECRET_KEY"] = "another"
        try:
            assert box.opened(kept) == box.Box()
        finally:
            app.config["SECRET_KEY"] = before
