"""What is read: the lines of the screens, letters, reports and JSON."""
