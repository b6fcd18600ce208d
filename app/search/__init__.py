"""The one page and the one call that look for everything; what may be found, each domain says (`kernel.search`)."""
