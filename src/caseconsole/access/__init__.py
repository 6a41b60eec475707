"""Who is at the keyboard: an OS account becomes an actor."""
