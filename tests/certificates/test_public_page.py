"""What anybody who holds a certificate's code may see, and what nobody may find out."""

import shutil

import pytest

from lms import create_app
from lms.certificates.paper import word_of
from lms.extensions import limiter
from lms.settings import Settings
from tests.certificates.test_paper import forged
from tests.facts.certificates import add_completed_class, papers_of, reopen
from tests.facts.training import close
from tests.jobs.test_on_redis import Redis


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet(set_clock, sqlite_app):
    """The limiter counts for one application of a process; tests have several."""
    set_clock("2026-12-10 18:00")
    limiter.init_app(sqlite_app)
    limiter.reset()
    yield
    limiter.init_app(sqlite_app)


@pytest.fixture
def district(sqlite_district):
    """No database changes what the page says."""
    return sqlite_district


@pytest.fixture
def certified(district):
    """A class with one certificate, and the path of its code."""
    person = district.add_person("周德海", position="社区党委书记", phone="13800000001")
    class_id = add_completed_class(district, person)
    return class_id, _path(district, class_id)


def _path(district, class_id):
    [paper] = papers_of(district, class_id)
    with district.session():
        return f"/c/{word_of(paper)}"


def test_it_shows_number_masked_name_class_and_hours_and_nothing_else(district, certified):
    _class_id, path = certified
    answer = district.app.test_client().get(path)
    assert answer.status_code == 200
    for words in ("证书是真的，有效", "2026-轮训04-0001", "周*海", "社区主职干部集中轮训班（第4期）", "24学时"):
        assert words in answer.text
    for hidden in ("周德海", "T00001", "书记", "S1C1", "S1街道", "12月8日", "2026-12-08", "13800000001"):
        assert hidden not in answer.text


def test_a_changed_or_invented_code_is_told_so_and_tells_nothing(district, certified):
    _class_id, path = certified
    browser = district.app.test_client()
    for wrong in (forged(path, name="王伟"), path[:-6], "/c/2026-轮训04-0001", "/c/1", "/c/.", f"/c/{'a' * 3000}"):
        answer = browser.get(wrong)
        assert answer.status_code == 404
        assert "这不是本系统发的证书" in answer.text
        assert "轮训04" not in answer.text.replace(wrong, "")


def test_a_reopened_classs_paper_is_revoked_and_the_new_one_counts(district, certified):
    class_id, path = certified
    reopen(district, class_id)
    browser = district.app.test_client()
    assert "这份证书已经撤销" in browser.get(path).text
    close(district, class_id)
    assert "这份证书已经撤销" in browser.get(path).text
    newer = _path(district, class_id)
    assert newer != path
    assert "证书是真的，有效" in browser.get(newer).text


def test_a_genuine_signature_that_the_books_do_not_know_is_told_so(district, certified):
    from dataclasses import replace

    class_id, _known = certified
    [paper] = papers_of(district, class_id)
    with district.session():
        path = f"/c/{word_of(replace(paper, edition=7))}"
    assert "登记簿里没有这份证书" in district.app.test_client().get(path).text


def test_who_asks_too_often_waits_and_nobody_else_does(district, certified):
    _class_id, path = certified
    browser = district.app.test_client()
    answers = [browser.get(path).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    assert "操作太频繁了" in browser.get("/c/guess").text  # guessing counts as well
    assert browser.get("/login").status_code == 200
    assert browser.get("/.well-known/jwks.json").status_code == 200
    elsewhere = browser.get(path, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert elsewhere.status_code == 200


def test_pages_without_a_limit_pay_nothing_for_it(district):
    app = district.app
    hooks = [*app.before_request_funcs.get(None, []), *app.after_request_funcs.get(None, [])]
    assert not [hook for hook in hooks if getattr(hook, "__self__", None) is limiter or "imiter" in repr(hook)]


@pytest.mark.skipif(shutil.which("redis-server") is None, reason="no redis-server on this machine")
def test_with_redis_all_processes_count_together_and_nobody_is_stopped_while_it_is_away(tmp_path):
    redis = Redis().start()
    try:
        environment = {"LMS_DATA_DIR": str(tmp_path), "LMS_REDIS_URL": redis.url}
        one = create_app(Settings.from_environment(environment)).test_client()
        assert [one.get("/c/guess").status_code for _ in range(60)] == [404] * 60
        other = create_app(Settings.from_environment(environment)).test_client()
        assert other.get("/c/guess").status_code == 429
        redis.stop()
        assert other.get("/c/guess").status_code == 404
    finally:
        redis.stop()


def test_it_reads_in_english_too(district, certified):
    _class_id, path = certified
    page = district.app.test_client().get(f"{path}?lang=en").text
    assert "This certificate is genuine and in force" in page
    assert "24 h" in page
