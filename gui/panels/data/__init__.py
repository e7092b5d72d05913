"""The Data panel: what is in the data, and labels that are corrected."""
