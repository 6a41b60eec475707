"""What every screen has: header, body, status line, footer, and keys from the one table."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from caseconsole.domain.message import Message, Refused, type_of_value
from caseconsole.domain.rights import Action, may
from caseconsole.outgoing.case.page import Page
from caseconsole.tui.actions import FILE, FOOT, LIST, OPENING, REVIEW, RIGHTS_OF, TYPED
from caseconsole.tui.edges import footer_line, header_line
from caseconsole.tui.keymap import key_label, key_name, keymap, verbs
from caseconsole.tui.paint import PaintCompositor
from caseconsole.tui.showing import show
from caseconsole.tui.text import EMPTY, Line, Span, pad, width, wrap
from caseconsole.tui.widgets.lines import Lines
from caseconsole.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from caseconsole.tui.app import CaseConsole

R = TypeVar("R")

LEAST_WIDTH, LEAST_HEIGHT = 80, 24
BESIDE = frozenset({"up", "down", "pageup", "pagedown", "f1", "f2"})
"""The keys that do in the list what they always do, while something is typed that changes it."""
PASTE_LIMIT = 20_000
"""The most characters that are taken from one paste."""


class ConsoleScreen(Screen[R], Generic[R], inherit_bindings=False):
    """A screen with keys from `tui.actions`: verb `x` runs its own `do_x`, else that of the app."""

    AUTO_FOCUS = ""
    place: ClassVar[str]
    """The place in the table of verbs."""

    def __init__(self) -> None:
        super().__init__()
        self.header = Lines(id="header")
        self.body = Lines(id="body")
        self.status = Lines(id="status")
        self.footer = Lines(id="footer")
        self.said = Lines(id="said")
        """What the status line has no room for, over the body just above it."""
        self.notice = Lines(id="notice")
        self.prompt: Prompt | None = None
        self.blind_until = 0.0
        """Until when nobody could see what a key would do here: keys typed before do nothing."""
        self._told: Line = EMPTY
        self._new = True
        """Whether it was drawn as it was mounted alone: nothing changed since."""
        self._compositor = PaintCompositor(lambda: self.console_app.painted)

    @property
    def console_app(self) -> "CaseConsole":
        """The app, typed."""
        return cast("CaseConsole", self.app)

    def page(self) -> Page:
        """How lines are laid out at the width of the screen."""
        app = self.console_app
        return Page(app.speaker, max(self.size.width, 1), app.today, str(app.session.clock.zone))

    def compose(self) -> ComposeResult:
        """Header, body, status, footer, and the notice that the terminal is too small."""
        yield self.header
        yield from self.compose_body()
        yield self.said
        yield self.status
        yield self.footer
        yield self.notice

    def compose_body(self) -> ComposeResult:
        """What stands between header and status line: one block of lines, or what a screen has."""
        yield self.body

    def heading(self) -> str:
        """The words at the left of the header."""
        return self.say(f"place.{self.place}")

    def named(self) -> str:
        """What stays of that where there is little room."""
        return self.heading()

    def position(self) -> str:
        """The words in the middle of the header, such as `14 of 63`."""
        return ""

    def draw(self) -> None:
        """Show everything anew from what the screen holds; unchanged cells are not sent."""
        self.draw_body()
        self.draw_edges()

    def draw_body(self) -> None:
        """Show the body."""

    def draw_edges(self) -> None:
        """Show header, status line and footer."""
        cells = max(self.size.width, 1)
        self.header.show([self._header_line(cells)])
        self._draw_status()
        self.footer.show([self._footer_line(cells)])

    def _draw_status(self) -> None:
        cells = max(self.size.width, 1)
        if self.prompt is not None:
            above = _wrapped(self.prompt.refusal, "bad", cells) if self.prompt.refusal else []
            last = self.prompt.line(cells)
        else:
            text = "".join(span.text for span in self._told)
            whole = [self._told]
            if width(text) > cells:
                whole = _wrapped(text, self._told[0].style, cells)
            *above, last = whole
        if above or self.said.lines:
            self.said.styles.height = max(len(above), 1)
            self.said.set_class(bool(above), "-shown")
            self.said.show(above)
        self.status.show([last])

    @property
    def dutch(self) -> bool:
        """Whether the screen speaks Dutch; what is typed is understood in both languages."""
        return self.console_app.speaker.lang == "nl"

    def say(self, sentence: Message | str, /, **values: type_of_value) -> str:
        """Words in the language of the screen."""
        return self.console_app.speaker.say(sentence, **values)

    def tell(self, sentence: Message | str, tone: str = "", /, **values: type_of_value) -> None:
        """Say something in the status line, where it stays until the next key."""
        self._told = (Span(" " + self.say(sentence, **values), tone),)
        self.console_app.told = (self.console_app.key_time, self._told)
        if self.prompt is None and self.is_mounted:
            self._draw_status()

    @property
    def told(self) -> str:
        """The words that the status line says now."""
        return "".join(text for text, _ in self._told).strip()

    def tell_too(self, words: str) -> None:
        """Say something behind what is said already, if it is anything."""
        tone = self._told[0].style if self._told else ""
        if words:
            self.tell("screen.as_is", tone, text=f"{self.told} {words}".strip())

    def tell_unfit(self, n: int) -> None:
        """Say how many characters of what was typed or pasted did not fit, if any."""
        if not n:
            return
        words = f"{self.told} {self.say('screen.unfit', n=n)}".strip()
        self.tell("screen.as_is", "warn", text=words)
        if self.prompt is not None:
            self.prompt.refusal = words

    def tell_again(self, told: Line) -> None:
        """Say what another screen was saying when it closed."""
        self._told = told
        if self.prompt is None and self.is_mounted:
            self._draw_status()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.draw()

    def on_unmount(self) -> None:
        """Let go of the drawn lines: Textual remembers the cache object of many a widget gone."""
        self._styles_cache.clear()

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size, or say that it is too small."""
        self.set_class(self.too_small, "-small")
        if self.too_small:
            self.notice.show(self._small_notice(event.size.width))
        self.call_after_refresh(self.draw)

    def on_screen_resume(self) -> None:
        """Draw anew: language or data may have changed; what was said at this key is said on."""
        key_time, told = self.console_app.told
        self._told = told if key_time == self.console_app.key_time else EMPTY
        (self._draw_status if self._new else self.draw)()
        self._new = False

    @property
    def too_small(self) -> bool:
        """Whether the terminal is below the least size."""
        size = self.app.size
        return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT

    def _small_notice(self, cells: int) -> list[Line]:
        size = self.app.size
        text = self.say("screen.too_small", wide=size.width, high=size.height)
        return [(Span(part),) for part in wrap(text, max(cells, 1))]

    async def take_key(self, event: events.Key) -> None:
        """Do what a key means here."""
        key = key_name(event)
        if self.too_small:
            if key == "q":
                self.console_app.leave()
            return
        self._told = EMPTY
        if self.prompt is not None:
            await self._prompt_key(event)
        elif (verb := keymap(self.place).get(key)) is not None and not self.keeps(key):
            await self.perform(verb)
        elif self.focused is not None:
            await forward(self.focused, event)
        else:
            await self.other_key(key, event)
        if self.is_attached and self.is_current:
            self.draw_edges()

    def opens(self, event: events.Event) -> bool:
        """Whether something would open at a key, for which the keys behind it are typed."""
        if self.prompt is not None or not isinstance(event, events.Key):
            return False
        key = key_name(event)
        verb = keymap(self.place).get(key, "")
        return self.opens_by(verb) and not self.keeps(key)

    def opens_by(self, verb: str) -> bool:
        """Whether a verb opens something here."""
        return verb in OPENING

    def keeps(self, key: str) -> bool:
        """Whether a key belongs to what has the focus although the table knows it."""
        del key
        return False

    async def other_key(self, key: str, event: events.Key) -> None:
        """Say of a key that the table does not know here where it belongs, or how to find keys."""
        del event
        for place in (LIST, FILE, REVIEW):
            if verb := keymap(place).get(key):
                where = f"place.{place}"
                self.tell(
                    "screen.key_elsewhere",
                    key=key_label(key),
                    verb_word=f"verb.{verb}.help",
                    place_word=where,
                )
                return
        self.tell("screen.key_unknown", key=key_label(key))

    async def take_paste(self, text: str) -> None:
        """Take pasted text, at most `PASTE_LIMIT` characters of it."""
        self._told = EMPTY
        if len(text) > PASTE_LIMIT:
            text = text[:PASTE_LIMIT]
            self.tell("screen.paste_cut", "warn", limit=PASTE_LIMIT)
        if self.prompt is not None:
            left = self.prompt.editor.insert(text)
            await self._prompt_changed()
            self.tell_unfit(left)
            self.draw_edges()
        elif self.focused is not None:
            await forward(self.focused, events.Paste(text))
        else:
            await self.other_paste(text)

    async def other_paste(self, text: str) -> None:
        """Take pasted text where nothing has the focus; there is no place for it here."""
        self.tell_unfit(len(text))

    async def perform(self, verb: str) -> None:
        """Do a verb; a refusal is shown in the status line, above a question that stands there."""
        if verb != "undo":
            self.console_app.undo_asked = None
        act = getattr(self, f"do_{verb}", None) or getattr(self.app, f"do_{verb}", None)
        if act is None:
            self.tell("screen.not_here", "bad", verb_word=f"verb.{verb}")
            return
        try:
            await act()
        except Refused as refusal:
            self.console_app.tell(refusal.why, "bad")
            if self.prompt is not None:
                self.prompt.refusal = self.say(refusal.why)
            if verb in OPENING:
                self.console_app.swallow_burst()

    async def do_help(self) -> None:
        """Show the keys of this place, or what can be typed in its question."""
        from caseconsole.tui.screens.help import HelpScreen

        about = self.prompt.about if self.prompt is not None else ""
        await show(self.console_app, HelpScreen(about or self.place))

    async def do_form_help(self) -> None:
        """Show the keys of this form."""
        await self.do_help()

    async def do_back(self) -> None:
        """Go one level back."""
        self.dismiss()

    async def do_leave(self) -> None:
        """Go back, as Esc does; the worklist quits instead."""
        await self.do_back()

    async def ask(self, prompt: Prompt) -> None:
        """Ask something in the status line."""
        self.prompt = prompt
        prompt.suggest()
        self.draw_edges()

    async def _prompt_key(self, event: events.Key) -> None:
        prompt = cast("Prompt", self.prompt)
        key = event.key
        if key == "escape":
            self.prompt = None
            if prompt.on_cancel is not None:
                await prompt.on_cancel()
        elif key == "enter":
            self.prompt = None
            try:
                await prompt.on_enter(prompt.editor.text)
            except Refused as refusal:
                self.prompt = prompt
                prompt.refusal = self.say(refusal.why)
        elif key == "tab":
            prompt.take_completion()
            await self._prompt_changed()
        elif key == "f1" and prompt.about:
            await self.do_help()
        elif prompt.moves and key in BESIDE and (verb := keymap(self.place).get(key)) is not None:
            prompt.refusal = ""
            await self.perform(verb)
        elif prompt.editor.key(key, event.character):
            await self._prompt_changed()
        elif event.is_printable:
            self.tell_unfit(1)

    async def _prompt_changed(self) -> None:
        prompt = cast("Prompt", self.prompt)
        prompt.suggest()
        if prompt.on_change is not None:
            try:
                await prompt.on_change(prompt.editor.text)
            except Refused as refusal:
                prompt.refusal = self.say(refusal.why)

    def _header_line(self, cells: int) -> Line:
        heading, right = self.heading(), f"{self.console_app.corner()} "
        lefts = f" caseconsole  {heading}", f" {heading}", f" {self.named()}"
        return header_line(lefts, self.position(), right, cells)

    def foot(self) -> Sequence[str]:
        """The verbs that the footer names."""
        return FOOT.get(self.place, ())

    def _prompt_foot(self, prompt: Prompt) -> list[tuple[str, str, str]]:
        """What keys do while something is typed in the status line."""
        words = {"enter": self.say("prompt.enter")}
        if prompt.complete:
            words["tab"] = self.say("prompt.tab")
        words["escape"] = self.say("prompt.escape")
        if prompt.moves or prompt.about:
            words["f1"] = self.foot_word("help")
        return [(key, key_label(key), word) for key, word in words.items()]

    def foot_word(self, verb: str) -> str:
        """What the footer says that a verb does."""
        return self.say(f"verb.{verb}")

    def allowed(self, verb: str) -> bool:
        """Whether who is at the keyboard has the right that a verb asks."""
        return may(self.console_app.session.actor, RIGHTS_OF.get(verb, Action.VIEW_CASE))

    def _footer_line(self, cells: int) -> Line:
        keys = {verb.id: verb.keys for verb in verbs(self.place)}
        if self.prompt is not None and self.place not in TYPED:
            shown = self._prompt_foot(self.prompt)
        else:
            shown = [
                (verb, key_label(keys[verb][0]), self.foot_word(verb))
                for verb in self.foot()
                if keys.get(verb) and self.allowed(verb)
            ]
        return footer_line(shown, cells)


def _wrapped(text: str, style: str, cells: int) -> list[Line]:
    return [(Span(pad(f" {part}", cells), style),) for part in wrap(text.strip(), cells - 2)]


async def forward(widget: Widget, event: events.Key | events.Paste) -> None:
    """Give an event to a widget and wait until it is done with it: keys keep their order."""
    done = asyncio.Event()
    widget._forward_event(event)  # noqa: SLF001 - the way in which a screen hands a key to its focus
    if widget.call_later(done.set):
        await asyncio.wait_for(done.wait(), 5)
