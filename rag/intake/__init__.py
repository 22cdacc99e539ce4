"""Files that people give, on their way into the library."""
