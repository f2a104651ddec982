"""Pages for evaluating a class, and for what came of it."""

from lms.feedback.views import answering, classes, results
from lms.feedback.views.blueprint import bp

__all__ = ["answering", "bp", "classes", "results"]
