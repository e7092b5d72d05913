"""The panel in which one draws digits of their own."""
