"""Questions about certificates. Other rooms ask: `numbers_of`, `own_by_record`."""

from lms.certificates.queries.closings import numbers_of
from lms.certificates.queries.own import own_by_record

__all__ = ["numbers_of", "own_by_record"]
