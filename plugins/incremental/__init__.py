"""How is any Pelican site built safely and seen at once? What still stands, the lock, the swap of trees, the server.

Nothing here knows what the site is about.
"""
