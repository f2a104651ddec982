"""The words of this room's enums in the language of the page."""

from typing import Any

from flask_babel import lazy_gettext as _l

from lms.nomination.rules.standing import Stage, Standing
from lms.training.wording import TEMPLATE_WORDS as CLASS_WORDS

STAGE_WORDS = {
    Stage.DRAFT: _l("Being prepared"),
    Stage.OPEN: _l("Taking nominations"),
    Stage.CLOSED: _l("Closing day over"),
    Stage.SENT: _l("Notice sent"),
}
STAGE_LOOKS = {Stage.DRAFT: "neutral", Stage.OPEN: "warning", Stage.CLOSED: "neutral", Stage.SENT: "done"}
STANDING_WORDS = {
    Standing.NOMINATED: _l("Nominated"),
    Standing.WAITING: _l("On the waiting list"),
    Standing.CONFIRMED: _l("Confirmed"),
    Standing.REPLACED: _l("Replaced"),
    Standing.REFUSED: _l("Not accepted"),
    Standing.WITHDRAWN: _l("Taken back"),
}
STANDING_LOOKS = {
    Standing.NOMINATED: "neutral", Standing.WAITING: "warning", Standing.CONFIRMED: "done",
    Standing.REPLACED: "refused", Standing.REFUSED: "refused", Standing.WITHDRAWN: "refused",
}  # fmt: skip

TEMPLATE_WORDS: dict[str, Any] = CLASS_WORDS | {
    "CALL_WORDS": STAGE_WORDS,
    "CALL_LOOKS": STAGE_LOOKS,
    "STANDING_WORDS": STANDING_WORDS,
    "STANDING_LOOKS": STANDING_LOOKS,
}
