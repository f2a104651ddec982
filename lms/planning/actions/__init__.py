"""Every change of the year's plan."""
