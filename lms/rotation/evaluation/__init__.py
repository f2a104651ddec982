"""The evaluation of whole populations: one SELECT per requirement, on SQLite and PostgreSQL."""

from lms.rotation.evaluation.moment import EVERYBODY, Moment, People
from lms.rotation.evaluation.plans import for_whole_populations
from lms.rotation.evaluation.question import Question
from lms.rotation.evaluation.statement import audience, obligations, places

__all__ = ["EVERYBODY", "Moment", "People", "Question", "audience", "for_whole_populations", "obligations", "places"]
