"""Files in: rows become records and problems."""
