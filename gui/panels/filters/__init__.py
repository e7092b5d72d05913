"""The Filters panel, with the film-strip."""
