"""年度培训计划: the year's plan, its calendar, and what clashes in it."""
