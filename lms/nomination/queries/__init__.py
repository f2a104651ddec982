"""Every question this room asks; `scope` says how far the asker sees."""
