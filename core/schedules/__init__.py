"""Schedules of the learning rate, one class per file."""
