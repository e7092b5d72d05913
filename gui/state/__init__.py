"""What all panels share - experiment, sample, selection, moment."""
