"""People of a table in the order of an office's lists."""

import pandas as pd

from lms.rosters.rules.order import name_order, post_order


def in_office_order(people: pd.DataFrame, tree: pd.DataFrame) -> pd.DataFrame:
    """The same rows by organisation in tree order, then post, then name; who has no organisation comes last.

    `people` has organisation_id, category, position and name; `tree` is that of `queries.tree`.
    """
    posts = [post_order(category, position) for category, position in zip(*_texts(people), strict=True)]
    keys = pd.DataFrame(
        {
            "place": people["organisation_id"].map(tree["place"]).astype("Float64").fillna(float("inf")),
            "post": pd.Series(posts, index=people.index, dtype=object),
            "name": people["name"].map(name_order),
        },
        index=people.index,
    )
    return people.loc[keys.sort_values(["place", "post", "name"], kind="stable").index]


def _texts(people: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    return people["category"].fillna("").astype(str), people["position"].fillna("").astype(str)
