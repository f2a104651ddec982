"""What lower rooms ask this one."""

from lms.accounts.import_rights import reach_to_import
from lms.spreadsheets import senders


def connect() -> None:
    """Tell the room of spreadsheets how far a right to import reaches."""
    senders.answer_with(reach_to_import)
