"""What agreements ask of a day: steps by subject, on dated obligations."""
