"""A citation opened: its place in the report, and in the original."""
