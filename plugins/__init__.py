"""The Pelican plugins of the guide."""
