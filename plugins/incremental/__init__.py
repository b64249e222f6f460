"""How any Pelican site is built safely and seen at once: what still stands, the lock, the swap of the finished tree,
the watching server.

Nothing here knows what the site is about.
"""
