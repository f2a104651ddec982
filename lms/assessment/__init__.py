"""Questions, papers, attempts and their marking."""
