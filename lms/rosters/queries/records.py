"""A person's own training of a year, with who held it and where."""

import pandas as pd
from sqlalchemy import select

from lms.columns import known
from lms.extensions import db
from lms.people.models import Organisation
from lms.records.models import TrainingRecord
from lms.records.queries import credit_year
from lms.training.models import TrainingClass


def training_of_year(person_id: int, year: int) -> pd.DataFrame:
    """The records known now that add to a year, the earliest first; hours in hundredths. One query.

    Who held it and where is known of classes alone; an imported record does not say.
    """
    found = db.session.execute(
        select(
            TrainingRecord.first_day, TrainingRecord.last_day, TrainingRecord.name, TrainingRecord.category,
            TrainingRecord.credit_centihours, TrainingRecord.completed, Organisation.name.label("organiser"),
            TrainingClass.venue,
        )
        .outerjoin(TrainingClass, TrainingClass.id == TrainingRecord.training_class_id)
        .outerjoin(Organisation, Organisation.id == TrainingClass.organiser_id)
        .where(TrainingRecord.person_id == person_id, credit_year() == year, known(TrainingRecord))
        .order_by(TrainingRecord.first_day, TrainingRecord.id)
    )  # fmt: skip
    return pd.DataFrame(found.all(), columns=list(found.keys()))
