"""The window: docks, transport, menus, and the parts put together."""
