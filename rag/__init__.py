"""From a file to a checked answer."""
