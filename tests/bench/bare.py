"""The least Textual app: one line, which names the last key."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Shows one line."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The line."""
        self.line = Static("Ready.", markup=False)
        yield self.line

    def on_key(self, event: events.Key) -> None:
        """Name the key."""
        self.line.update(f"Key {event.key}")


if __name__ == "__main__":
    Bare().run(mouse=False)
