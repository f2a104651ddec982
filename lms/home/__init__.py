"""Where each person lands: `/` and the cadre's own page, `/learn`."""
