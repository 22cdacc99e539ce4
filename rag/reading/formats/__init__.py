"""One file format a module, each the only door to its library."""
