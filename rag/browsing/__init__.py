"""What the pages look at: the library as lists and choices, a citation opened, what can be asked next."""
