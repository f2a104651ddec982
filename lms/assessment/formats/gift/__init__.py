"""GIFT, the question format other systems read too, in our dialect."""

from lms.assessment.formats.gift.reader import Reading, read_gift
from lms.assessment.formats.gift.writer import write_gift

__all__ = ["Reading", "read_gift", "write_gift"]
