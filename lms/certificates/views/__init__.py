"""Certificates: an office's side of a class, everybody's own, and what anybody may check."""

from lms.certificates.views import office, own, public
from lms.certificates.views.blueprint import bp

__all__ = ["bp", "office", "own", "public"]
