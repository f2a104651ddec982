"""调训: seats divided among streets, people nominated for them, and the notice that calls them up."""
