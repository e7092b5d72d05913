"""Models, weights, recipes and scripts for other programs: one format a file."""
