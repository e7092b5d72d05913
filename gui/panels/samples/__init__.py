"""The headline of the chosen sample, and the controls that choose another."""
