"""Passages of the library found by words, figure, document number, place and year, or a citation's id."""
