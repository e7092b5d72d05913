"""The headless face: everything the engine can do, from a terminal."""
