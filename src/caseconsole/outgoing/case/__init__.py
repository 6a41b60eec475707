"""A case file in words: one module for each of its sections, for the screen and for plain text."""
