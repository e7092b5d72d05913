"""Why a network says what it says of one image: maps over the input, each with its rule."""
