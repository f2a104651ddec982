"""One row for every table, in the order of their parents: what a migration must carry through."""

from tests.migrations.samples import above_training, below_training, of_classes

ROWS: dict[str, dict] = {**below_training.ROWS, **of_classes.ROWS, **above_training.ROWS}
