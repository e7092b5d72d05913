"""Figures as data, and as drawings for papers and pages; nothing of a window is needed."""
