import pytest

from tests.facts.courses import Content


@pytest.fixture
def content(tmp_path):
    """A folder of courses and questions with one course in it: 04, two lessons, twelve questions."""
    found = Content(tmp_path)
    found.add_course()
    return found
