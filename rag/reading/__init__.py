"""A file becomes a Report and its parts."""
