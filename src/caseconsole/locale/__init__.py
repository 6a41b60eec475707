"""Words: messages become Dutch or English sentences."""
