"""Every question this room asks. `scope` says how far the asker sees; `moment` asks about another day or knowledge."""

from lms.rotation.evaluation import Moment
from lms.rotation.queries.answers import Asked
from lms.rotation.queries.counts import BranchTotals, Totals, audience_size, branch_totals, totals
from lms.rotation.queries.lines import Filters, Line, all_lines, lines_page
from lms.rotation.queries.person import Duty, duties_of, facts_of
from lms.rotation.queries.requirements import KnownRequirement, requirement, requirements
from lms.rotation.queries.state import StoredState, evaluation_state, is_stored
from lms.rotation.queries.unlisted import Unlisted, count_unlisted, unlisted_page
from lms.rotation.queries.waivers import waiver_in_scope, waivers_of

__all__ = [
    "Asked", "BranchTotals", "Duty", "Filters", "KnownRequirement", "Line", "Moment", "StoredState", "Totals",
    "Unlisted", "all_lines", "audience_size", "branch_totals", "count_unlisted", "duties_of", "evaluation_state",
    "facts_of", "is_stored", "lines_page", "requirement", "requirements", "totals", "unlisted_page",
    "waiver_in_scope", "waivers_of",
]  # fmt: skip
