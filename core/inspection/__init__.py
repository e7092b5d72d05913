"""Pure arrays for views - what a network did with one sample."""
