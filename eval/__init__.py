"""Questions, measures and speed."""
