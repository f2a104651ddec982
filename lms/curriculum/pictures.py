"""Where the pictures of the lessons lie: in the folders that `lms content sync` reads."""

from pathlib import Path

from werkzeug.utils import safe_join

from lms.errors import NotFound


def picture(courses: Path, code: str, name: str) -> Path:
    """The file that a lesson's text calls images/NAME. Raises NotFound."""
    for folder in courses.iterdir():
        if folder.name.startswith(f"{code}-"):
            path = safe_join(str(folder / "images"), name)
            if path and Path(path).is_file():
                return Path(path)
    raise NotFound("There is no such picture.")
