"""What every word on screen means: one list, which the window and README show."""
