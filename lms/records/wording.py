"""The words of training categories in the language of the page."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from lms.records.rules import TrainingCategory

CATEGORY_WORDS = {
    TrainingCategory.ROTATION: lazy_pgettext("category", "Rotation training"),
    TrainingCategory.HIGHER_LEVEL: _l("Training by a higher level"),
    TrainingCategory.WINTER: _l("Winter training"),
    TrainingCategory.SPRING: _l("Spring training"),
    TrainingCategory.MAIN_CLASS: _l("Main class"),
    TrainingCategory.BASIC_CAPABILITY: _l("Basic capability"),
    TrainingCategory.SPECIAL_TOPIC: _l("Special-topic training"),
    TrainingCategory.ONLINE: _l("Online training"),
    TrainingCategory.OTHER: _l("Other training"),
}
