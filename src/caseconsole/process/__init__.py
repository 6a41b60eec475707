"""What is due, and why: pure functions over a case file and a policy."""
