"""Images judged away from the main thread, and how that is drawn: for Evaluate and Compare."""
