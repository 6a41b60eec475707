"""One section of the case file a file."""
