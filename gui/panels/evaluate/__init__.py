"""The Evaluate panel: how well the shown moment does on many images, and where it fails."""
