"""The screens that the window is to fit into."""

#: Height of a window's frame, with its title.
FRAME = 30
#: Pixels and scale of the screens that are there to be used.
SCREENS = (
    (1024, 600, 1.0),
    (1280, 720, 1.0),
    (1366, 768, 1.25),
    (1440, 900, 1.0),
    (1920, 1080, 1.0),
    (1920, 1080, 1.5),
    (1920, 1080, 2.0),
    (3840, 2160, 2.0),
)
#: What is left of them for a window in logical pixels; some are alike.
ROOMS = sorted({(round(w / s), round(h / s) - FRAME) for w, h, s in SCREENS})
