"""`python -m lms.curriculum.check courses question_bank [laws]`: content checked without a database."""

import sys
from pathlib import Path

from lms.curriculum.commands.check import LAWS, check_content

FOLDERS = 2


def main(arguments: list[str]) -> int:
    """The exit status: 0 when nothing is to be mended."""
    given = [Path(argument) for argument in arguments] or [Path("courses"), Path("question_bank")]
    if not FOLDERS <= len(given) <= FOLDERS + 1:
        return 1
    laws = given[FOLDERS] if len(given) > FOLDERS else LAWS if LAWS.is_dir() else None
    return 0 if check_content(given[0], given[1], laws) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
