"""The full console: line editing, completion, a bottom line. The only module that imports prompt_toolkit.

Two sessions on purpose: one shared by questions and passwords writes the password into its history, and
``is_password`` sticks (tried). Nothing is bound to Alt or Ctrl-Alt letters: AltGr types Polish.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Callable, Iterable
from functools import partial
from typing import Any

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.application import Application, get_app, get_app_session
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import History
from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout.processors import PasswordProcessor
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style

from assistant.screen import console
from assistant.screen.buglog import write_bug
from assistant.screen.choose_intake import keyboard
from assistant.screen.colours import colours
from assistant.screen.console import Arrived, HelpWanted, Prompt
from assistant.screen.dots import DOT
from assistant.screen.hidden import holds_secret, looks_private
from assistant.screen.host import draws_falsely
from assistant.screen.intake import (
    GRACE_SECONDS,
    MAX_LINE_CHARACTERS,
    MAX_PASTE_CHARACTERS,
    Typed,
    says_something,
    typed_text,
)
from assistant.screen.no_echo import no_echo
from assistant.screen.render import Reply, lines, shown
from flows.base.polish import fold
from flows.base.secret import Secret

if sys.platform == "win32":
    from prompt_toolkit.output.win32 import Win32Output

HELP_LINE = "pomoc"
_MAX_WIDTH = 100
"""Columns; longer lines are tiring to read."""


class Shell:
    """A console on a real terminal; ``NO_COLOR`` in the environment turns colours off."""

    def __init__(self) -> None:
        no_echo()
        self._style = Style([]) if os.environ.get("NO_COLOR") else Style.from_dict(dict(colours(sys.platform)))
        self._history = _History()
        self._output = _output()
        self._keyboard = keyboard(sys.stdin)
        self._pasted = ""
        self._lines: PromptSession[str] = PromptSession(
            history=self._history, key_bindings=self._bindings(), output=self._output
        )

    def show(self, reply: Reply) -> None:
        """Prints the reply, wrapped to the present width."""
        width = min(self._lines.output.get_size().columns, _MAX_WIDTH)
        for line in lines(reply, width):
            spans = [(f"class:{style}" if style else "", text) for style, text in line]
            print_formatted_text(FormattedText(spans), style=self._style, output=self._output)

    def ask(self, prompt: Prompt) -> Typed:
        """One line with history, completion and the bottom line."""
        self._history.secrets, self._history.paused = prompt.secrets, prompt.private
        self._pasted = ""
        ahead = self._waits()  # typed ahead, line by line: no burst
        text = self._prompt(self._lines, prompt, completer=_Completion(prompt), complete_while_typing=False)
        if more := self._rest(ahead=ahead):
            return Typed(f"{text}\n{more}"[:MAX_PASTE_CHARACTERS], pasted=True)
        pasted = "\n" in text or (bool(self._pasted.strip()) and self._pasted.strip() in text)
        return Typed(text[: MAX_PASTE_CHARACTERS if pasted else MAX_LINE_CHARACTERS], pasted=pasted)

    def secret(self, prompt: Prompt) -> str:
        """A line shown as dots, in a session of its own, without history. F1: HelpWanted."""
        session: PromptSession[str] = PromptSession(
            is_password=True,
            input_processors=[PasswordProcessor(DOT)],
            key_bindings=_hidden_bindings(),
            output=self._output,
        )
        return self._prompt(session, prompt)

    def discard(self) -> bool:
        """As ``Console`` says: what prompt_toolkit has read too early, and what waits in the terminal."""
        source = get_app_session().input
        early = "".join(key.data for key in (*get_typeahead(source), *source.flush_keys()))
        return says_something(early + self._keyboard.drained())

    def _prompt(self, session: PromptSession[str], prompt: Prompt, **completing: Any) -> str:
        return session.prompt(
            f"{prompt.label} ",
            bottom_toolbar=prompt.status or None,
            style=self._style,
            handle_sigint=False,  # its handler fails, with a traceback, when the signal comes as a line ends (tried)
            set_exception_handler=False,
            pre_run=partial(_begun, prompt.news),
            **completing,
        )

    def _waits(self) -> bool:
        """Whether something was typed before the prompt stands."""
        source = get_app_session().input
        early = get_typeahead(source)
        store_typeahead(source, early)
        return bool(early) or self._keyboard.waits()

    def _rest(self, *, ahead: bool) -> str:
        """What came in one burst with the line just read. Raises KeyboardInterrupt if Ctrl-C came with it."""
        source = get_app_session().input
        left = get_typeahead(source)
        keys = [key.key for key in left]
        if Keys.ControlC in keys:
            store_typeahead(source, left[keys.index(Keys.ControlC) + 1 :])
            raise KeyboardInterrupt
        more = "" if ahead else "".join(key.data for key in left) + self._keyboard.drained(GRACE_SECONDS)
        if says_something(more):
            return typed_text(more.replace("\r", "\n"))
        store_typeahead(source, left)
        return ""

    def _bindings(self) -> KeyBindings:
        bindings = _without_mouse()

        @bindings.add("f1")
        def _help(event: KeyPressEvent) -> None:
            event.current_buffer.text = HELP_LINE
            event.current_buffer.validate_and_handle()

        @bindings.add(Keys.BracketedPaste)
        def _paste(event: KeyPressEvent) -> None:
            self._pasted = event.data.replace("\r\n", "\n").replace("\r", "\n")
            event.current_buffer.insert_text(self._pasted)

        return bindings

    def progress(self, text: str) -> None:
        """One line a part of the work."""
        line = FormattedText([("class:muted", f"… {shown(text)}")])
        print_formatted_text(line, style=self._style, output=self._output)


def _output() -> Output | None:
    """By Windows' own calls where control sequences cannot be trusted; None: as prompt_toolkit finds best."""
    if sys.platform != "win32" or not draws_falsely():
        return None
    else:  # noqa: RET505  (mypy takes what stands behind the return for unreachable elsewhere)
        return Win32Output(sys.stdout)


class _History(History):
    """Lines of this window only, without those that hold a password.

    Looked at when they are brought back, not only when typed: a password typed in the wrong place may become one later.
    """

    def __init__(self) -> None:
        super().__init__()
        self.secrets: frozenset[Secret] = frozenset()
        self.paused = False
        self._lines: list[str] = []

    async def load(self) -> AsyncGenerator[str, None]:
        """The lines that may be shown, the latest first."""
        for line in self.load_history_strings():
            yield line

    def load_history_strings(self) -> Iterable[str]:
        """The same, at once."""
        return [line for line in reversed(self._lines) if not holds_secret(line, self.secrets)]

    def append_string(self, string: str) -> None:
        """Keeps a line unless its answer is personal, or it looks like a password or a PESEL."""
        if not self.paused and not looks_private(string):
            self._lines.append(string)

    def store_string(self, string: str) -> None:
        """Nothing is kept beyond this window."""


class _Completion(Completer):
    """Words that work now, and paths where a path is asked for."""

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt
        self._paths = PathCompleter(expanduser=True, only_directories=True)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        typed = fold(document.text_before_cursor)
        for word in self._prompt.words:
            if fold(word).startswith(typed):
                yield Completion(word, start_position=-len(document.text_before_cursor))
        if self._prompt.paths:
            yield from self._paths.get_completions(document, complete_event)


def _hidden_bindings() -> KeyBindings:
    bindings = _without_mouse()

    @bindings.add("f1")
    def _help(event: KeyPressEvent) -> None:
        event.app.exit(exception=HelpWanted)

    return bindings


def _without_mouse() -> KeyBindings:
    """Reports of a mouse that nobody asked for are passed over: prompt_toolkit's own bindings fail on odd ones."""
    bindings = KeyBindings()

    @bindings.add(Keys.Vt100MouseEvent)
    @bindings.add(Keys.WindowsMouseEvent)
    def _nothing(event: KeyPressEvent) -> None:
        """Nothing is drawn that could be pointed at."""

    return bindings


def _begun(news: Callable[[], bool] | None) -> None:
    """When the prompt stands."""
    _log_our_bugs()
    if news is not None:
        app = get_app()
        app.create_background_task(_ask_for_news(app, news))


async def _ask_for_news(app: Application[str], news: Callable[[], bool]) -> None:
    """Ends the prompt when there is some; never under the fingers of who types a line."""
    while True:
        await asyncio.sleep(console.POLL_SECONDS)
        if not app.current_buffer.text and news() and not app.is_done:
            app.exit(exception=Arrived)


def _log_our_bugs() -> None:
    """A key whose binding fails is passed over and logged: prompt_toolkit would print a traceback."""

    def log(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        write_bug(error if isinstance(error, BaseException) else RuntimeError())

    asyncio.get_running_loop().set_exception_handler(log)
