"""Links of a lesson: to the web by https, or to a course or lesson that there is."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from flask_babel import gettext as _

from lms.curriculum.faults import Fault
from lms.curriculum.quality.pages import Page

_ANY_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]*)[^)]*\)|<([a-z]+:[^>\s]+)>")


def places_of(lessons: Collection[str]) -> set[str]:
    """What a link inside the product may lead to: /courses/04 and /courses/04/02 for a lesson 04-02."""
    courses = {f"/courses/{code.rpartition('-')[0]}" for code in lessons}
    return courses | {f"/courses/{code.replace('-', '/')}" for code in lessons}


def is_broken(link: str, places: Collection[str]) -> bool:
    """Whether a link leads nowhere that can be known without asking the network."""
    if link in places:
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return True
    return parts.scheme != "https" or "." not in parts.netloc


def check_links(page: Page, places: Collection[str]) -> list[Fault]:
    """Every link of a lesson that is broken."""
    return [
        Fault(
            page.file, page.line_at(found.start()), "", _("The link “%(link)s” is broken.", link=found[1] or found[2]),
            _("Accepted: https://…, /courses/04 or /courses/04/02 of a course and lesson that there are."),
        )
        for found in _ANY_LINK.finditer(page.lesson.markdown)
        if is_broken(found[1] or found[2] or "", places)
    ]  # fmt: skip
