"""The full console: line editing, completion, a bottom line. The only module that imports prompt_toolkit.

Two sessions on purpose: one shared by questions and passwords writes the password into its history, and
``is_password`` sticks (tried). Nothing is bound to Alt or Ctrl-Alt letters: AltGr types Polish.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncGenerator, Iterable

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import History
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style

from assistant.screen.console import MAX_LINE_CHARACTERS, HelpWanted, Prompt
from assistant.screen.hidden import holds_secret
from assistant.screen.host import draws_falsely
from assistant.screen.render import Reply, lines, shown
from flows.base.polish import fold
from flows.base.secret import Secret

HELP_LINE = "pomoc"
_STYLE = Style.from_dict(
    {
        "bold": "bold",
        "code": "ansicyan",
        "title": "bold",
        "problem": "ansired",
        "done": "ansigreen",
        "muted": "ansibrightblack",
        "question": "bold",
        "bottom-toolbar": "noreverse",
    }
)
_MAX_WIDTH = 100
"""Columns; longer lines are tiring to read."""


class Shell:
    """A console on a real terminal; ``NO_COLOR`` in the environment turns colours off."""

    def __init__(self) -> None:
        _no_echo()
        self._style = Style([]) if os.environ.get("NO_COLOR") else _STYLE
        self._history = _History()
        self._output = _output()
        self._lines: PromptSession[str] = PromptSession(
            history=self._history, key_bindings=_bindings(), output=self._output
        )

    def show(self, reply: Reply) -> None:
        """Prints the reply, wrapped to the present width."""
        width = min(self._lines.output.get_size().columns, _MAX_WIDTH)
        for line in lines(reply, width):
            spans = [(f"class:{style}" if style else "", text) for style, text in line]
            print_formatted_text(FormattedText(spans), style=self._style, output=self._output)

    def ask(self, prompt: Prompt) -> str:
        """One line with history, completion and the bottom line."""
        self._history.secrets, self._history.paused = prompt.secrets, prompt.private
        text = self._lines.prompt(
            f"{prompt.label} ",
            completer=_Completion(prompt),
            complete_while_typing=False,
            bottom_toolbar=prompt.status or None,
            style=self._style,
            handle_sigint=False,  # its handler fails, with a traceback, when the signal comes as a line ends (tried)
        )
        return text[:MAX_LINE_CHARACTERS]

    def secret(self, prompt: Prompt) -> str:
        """A hidden line in a session of its own, without history; not even its length shows. F1: HelpWanted."""
        session: PromptSession[str] = PromptSession(
            is_password=True, input_processors=[_Nothing()], key_bindings=_hidden_bindings(), output=self._output
        )
        return session.prompt(
            f"{prompt.label} ", bottom_toolbar=prompt.status or None, style=self._style, handle_sigint=False
        )

    def progress(self, text: str) -> None:
        """One line a part of the work."""
        line = FormattedText([("class:muted", f"… {shown(text)}")])
        print_formatted_text(line, style=self._style, output=self._output)


def _no_echo() -> None:
    """Whatever is typed while we work may be a password, and a terminal would show it between two prompts.

    Put back as the program ends. Windows shows nothing before it is asked for a line.
    """
    if sys.platform != "win32" and sys.stdin.isatty():
        import atexit
        import termios

        usual = termios.tcgetattr(sys.stdin)
        quiet = [*usual]
        quiet[3] &= ~termios.ECHO
        termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
        atexit.register(termios.tcsetattr, sys.stdin, termios.TCSANOW, usual)


def _output() -> Output | None:
    """By Windows' own calls where control sequences cannot be trusted; None: as prompt_toolkit finds best."""
    if sys.platform != "win32" or not draws_falsely():
        return None
    else:  # noqa: RET505  (mypy takes what stands behind the return for unreachable elsewhere)
        from prompt_toolkit.output.win32 import Win32Output

        return Win32Output(sys.stdout)


class _Nothing(Processor):
    """Shows an empty line and a cursor that stays: stars, or a moving cursor, would tell the password's length."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Whatever is typed becomes nothing."""
        return Transformation([], source_to_display=lambda _: 0, display_to_source=lambda _: 0)


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
        """Keeps a line unless its answer is personal."""
        if not self.paused:
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


def _bindings() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("f1")
    def _help(event: KeyPressEvent) -> None:
        event.current_buffer.text = HELP_LINE
        event.current_buffer.validate_and_handle()

    return bindings


def _hidden_bindings() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("f1")
    def _help(event: KeyPressEvent) -> None:
        event.app.exit(exception=HelpWanted)

    return bindings
