"""A digit that someone drew or photographed, made into what a network was trained on."""
