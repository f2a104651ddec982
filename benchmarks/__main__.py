"""Run every measurement, or those named: `python -m benchmarks [answer import evaluation roster grid calendar]`."""

import os
import platform
import sys

from benchmarks import answer_saving, attendance_grid, evaluation, importing, rostering, year_calendar

ALL = {
    "import": importing.run,
    "answer": answer_saving.run,
    "evaluation": evaluation.run,
    "roster": rostering.run,
    "grid": attendance_grid.run,
    "calendar": year_calendar.run,
}


def main() -> None:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB"
    print(f"{machine}, Python {platform.python_version()}")
    for name in sys.argv[1:] or ALL:
        print(f"\n{name}")
        for line in ALL[name]():
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
