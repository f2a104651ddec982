"""The year's plan: when a programme is wanted, what copying makes of it, the months of a calendar, what clashes."""
