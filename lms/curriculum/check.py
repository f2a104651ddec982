"""`python -m lms.curriculum.check courses question_bank`: content checked without a database or an application."""

import sys
from pathlib import Path

from lms.curriculum.commands.check import check_content

if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:]] or [Path("courses"), Path("question_bank")]
    sys.exit(0 if len(folders) == 2 and check_content(*folders) else 1)
