"""The Network panel: one sample on its way through every layer."""
