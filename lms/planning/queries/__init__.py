"""Questions about the year's plan and its calendar, each within a scope."""
