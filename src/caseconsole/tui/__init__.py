"""The console: the only room that knows Textual."""
