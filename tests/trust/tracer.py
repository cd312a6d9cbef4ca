"""Runs a program, counts every system call that changes something in given folders, and makes one of them go wrong.

``strace --inject`` counts calls for each process apart and filters by whole paths only, so that a call on a temporary
file with a random name, or the 30th call of a program together with its tools, cannot be named. This tracer uses the
same means, ptrace, together with a seccomp filter that wakes it for changing calls only: calls of all processes and
threads below the program are counted in one row, whatever library or tool makes them.
``test_tracer.py`` compares what it sees with ``strace -f``, call for call.

The fault strikes when the call has been asked for and before the system does it. Killing *after* a call is therefore
killing before the next one: between two calls nothing changes. A write can also be torn in the middle.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import signal
import struct
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

_NAMES = {
    1: "write",
    2: "open",
    18: "pwrite64",
    20: "writev",
    40: "sendfile",
    73: "flock",
    74: "fsync",
    75: "fdatasync",
    76: "truncate",
    77: "ftruncate",
    82: "rename",
    83: "mkdir",
    84: "rmdir",
    85: "creat",
    86: "link",
    87: "unlink",
    88: "symlink",
    90: "chmod",
    91: "fchmod",
    92: "chown",
    93: "fchown",
    94: "lchown",
    257: "openat",
    258: "mkdirat",
    260: "fchownat",
    263: "unlinkat",
    264: "renameat",
    265: "linkat",
    266: "symlinkat",
    268: "fchmodat",
    280: "utimensat",
    285: "fallocate",
    296: "pwritev",
    316: "renameat2",
    326: "copy_file_range",
    328: "pwritev2",
    452: "fchmodat2",
}
"""Linux on x86_64 (asm/unistd_64.h)."""
_OPENING = {"open": 1, "openat": 2}  # which argument holds the flags
_CHANGING_FLAGS = os.O_CREAT | os.O_TRUNC | os.O_WRONLY
_BY_DESCRIPTOR = frozenset(
    [
        "write",
        "pwrite64",
        "writev",
        "pwritev",
        "pwritev2",
        "sendfile",
        "flock",
        "fsync",
        "fdatasync",
        "ftruncate",
        "fchmod",
        "fchown",
        "fallocate",
    ]
)
WRITES = frozenset({"write", "pwrite64"})
_SECOND_PATH = {"rename": 1, "link": 1, "symlink": 1, "renameat": 3, "renameat2": 3, "linkat": 3}
_MAX_PATH = 4096
_SECONDS = 60

_TRACEME, _CONT, _GETREGS, _SETREGS, _SYSCALL, _SETOPTIONS = 0, 7, 12, 13, 24, 0x4200
_OPTIONS = 1 | 2 | 4 | 8 | 0x10 | 0x80 | 0x100000  # sysgood, fork, vfork, clone, exec, seccomp, exitkill
_SECCOMP_STOP, _SYSCALL_STOP = 7, signal.SIGTRAP | 0x80
_WALL = 0x40000000
_RAX, _RDX, _ORIG_RAX = 10, 12, 15
_ARGUMENTS = (14, 13, 12, 7, 9, 8)  # rdi, rsi, rdx, r10, r8, r9 in user_regs_struct
_AT_FDCWD = -100


@dataclass(frozen=True)
class Call:
    """A changing call: its number from 1, the system's name for it, the file, and the program that makes it."""

    number: int
    name: str
    path: str
    program: str
    size: int = 0
    creates: bool = False


@dataclass(frozen=True)
class Fault:
    """What happens at call ``at``.

    - ``kill``: the whole tree of processes dies before the call, as in a power cut; ``kill-one``: only its caller.
    - ``torn``: half of what is being written gets there, then everything dies.
    - ``error``: the call fails with ``code``; ``lasting``: so do all later calls that ``strikes`` accepts. A write that
      fails for want of space gets half its bytes there first.
    - ``act``: ``action`` is called, then the call goes on: a stick is pulled out.
    """

    kind: str
    at: int
    code: int = 0
    lasting: bool = False
    strikes: Callable[[Call], bool] = lambda _call: True
    action: Callable[[], None] = lambda: None


@dataclass
class Traced:
    """A finished run: exit status (negative: the signal that killed it), its streams, and its changing calls."""

    status: int = 0
    out: str = ""
    err: str = ""
    calls: list[Call] = field(default_factory=list)
    hit: Call | None = None
    """The call that the fault struck first."""


def trace(
    command: Sequence[str],
    environment: Mapping[str, str],
    roots: Sequence[Path],
    fault: Fault | None = None,
    feed: str = "",
) -> Traced:
    """Runs the command with ``feed`` on its input. Changing calls outside of ``roots`` pass unseen."""
    assert platform.machine() == "x86_64", "the tracer knows the registers and call numbers of x86_64 only"
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(feed.encode())
        given.seek(0)
        child = os.fork()
        if child == 0:
            _become(command, environment, (given, out, err))
        run = _Run(child, tuple(os.fsdecode(root) for root in roots), fault)
        run.follow()
        run.done.out, run.done.err = (_text(stream) for stream in (out, err))
    return run.done


def _text(stream: BinaryIO) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def _become(command: Sequence[str], environment: Mapping[str, str], streams: Sequence[BinaryIO]) -> None:
    """In the child: traced, filtered, and turned into the program."""
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
        _ptrace(_TRACEME, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        _filter_calls()
        os.execve(command[0], list(command), dict(environment))
    finally:
        os._exit(127)


_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)


def _ptrace(request: int, pid: int, address: int, data: object) -> None:
    if _libc.ptrace(request, pid, address, data) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _filter_calls() -> None:
    """A seccomp filter: the calls of ``_NAMES`` wake the tracer, opening only for writing; all others run free."""
    trace_it, allow = (0x06, 0, 0, 0x7FF00000), (0x06, 0, 0, 0x7FFF0000)
    program = [(0x20, 0, 0, 0)]  # load the call's number
    for number, name in _NAMES.items():
        if name in _OPENING:
            flags = 16 + 8 * _OPENING[name]
            program += [(0x15, 0, 4, number), (0x20, 0, 0, flags), (0x45, 0, 1, _CHANGING_FLAGS), trace_it, allow]
        else:
            program += [(0x15, 0, 1, number), trace_it]
    program.append(allow)
    code = b"".join(struct.pack("=HBBI", *each) for each in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    descriptor = struct.pack("=H6xQ", len(program), ctypes.addressof(buffer))
    for arguments in ((38, 1, 0, 0, 0), (22, 2, ctypes.create_string_buffer(descriptor, 16), 0, 0)):
        if _libc.prctl(*arguments):
            raise OSError(ctypes.get_errno(), "prctl")


class _Run:
    def __init__(self, main: int, roots: tuple[str, ...], fault: Fault | None) -> None:
        self.main, self.roots, self.fault = main, roots, fault
        self.alive = {main}
        self.struck = False
        self.done = Traced()

    def follow(self) -> None:
        os.waitpid(self.main, 0)  # its SIGSTOP
        _ptrace(_SETOPTIONS, self.main, 0, _OPTIONS)
        previous = signal.signal(signal.SIGALRM, self._too_long)
        signal.alarm(_SECONDS)
        try:
            _ptrace(_CONT, self.main, 0, 0)
            while self.alive:
                self._next_stop()
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, previous)
            self._kill_all()

    def _too_long(self, *_: object) -> None:
        self._kill_all()
        raise TimeoutError(f"still running after {_SECONDS} s")

    def _kill_all(self) -> None:
        for pid in self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _next_stop(self) -> None:
        pid, status = os.waitpid(-1, _WALL)
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            self.alive.discard(pid)
            if pid == self.main:
                self.done.status = os.waitstatus_to_exitcode(status)
            return
        new = pid not in self.alive
        self.alive.add(pid)
        number, event = os.WSTOPSIG(status), status >> 16
        try:
            if event == _SECCOMP_STOP:
                self._at_call(pid)
            elif number == _SYSCALL_STOP:  # half of a write is there
                self._kill_all()
            else:
                quiet = event or number == signal.SIGTRAP or (new and number == signal.SIGSTOP)
                _ptrace(_CONT, pid, 0, 0 if quiet else number)
        except ProcessLookupError:
            pass  # killed meanwhile; its end will be reported

    def _at_call(self, pid: int) -> None:
        registers = (ctypes.c_ulonglong * 27)()
        _ptrace(_GETREGS, pid, 0, registers)
        call = self._describe(pid, registers)
        if call is None:
            _ptrace(_CONT, pid, 0, 0)
            return
        self.done.calls.append(call)
        fault = self.fault
        due = fault is not None and (call.number == fault.at or (self.struck and fault.lasting and fault.strikes(call)))
        if fault is None or not due:
            _ptrace(_CONT, pid, 0, 0)
            return
        first, self.struck = not self.struck, True
        self.done.hit = self.done.hit or call
        if fault.kind == "kill":
            self._kill_all()
        elif fault.kind == "kill-one":
            os.kill(pid, signal.SIGKILL)
        elif fault.kind == "torn":
            registers[_RDX] = call.size // 2
            _ptrace(_SETREGS, pid, 0, registers)
            _ptrace(_SYSCALL, pid, 0, 0)
        elif fault.kind == "act":
            fault.action()
            _ptrace(_CONT, pid, 0, 0)
        elif fault.code == errno.ENOSPC and first and call.name in WRITES and call.size > 1:
            registers[_RDX] = call.size // 2
            _ptrace(_SETREGS, pid, 0, registers)
            _ptrace(_CONT, pid, 0, 0)
        else:
            registers[_ORIG_RAX], registers[_RAX] = 2**64 - 1, 2**64 - fault.code
            _ptrace(_SETREGS, pid, 0, registers)
            _ptrace(_CONT, pid, 0, 0)

    def _describe(self, pid: int, registers: Sequence[int]) -> Call | None:
        name = _NAMES[registers[_ORIG_RAX]]
        values = [registers[number] for number in _ARGUMENTS]
        if name in _BY_DESCRIPTOR:
            paths = [_readlink(f"/proc/{pid}/fd/{_signed(values[0])}")]
        elif name == "copy_file_range":
            paths = [_readlink(f"/proc/{pid}/fd/{_signed(values[2])}")]
        else:
            places = [1 if name.endswith(("at", "at2")) else 0]
            places += [_SECOND_PATH[name]] if name in _SECOND_PATH else []
            paths = [_path(pid, values, place, name) for place in places]
        path = next((each for each in reversed(paths) if self._ours(each)), None)
        if path is None:
            return None
        creates = name in _OPENING and bool(values[_OPENING[name]] & os.O_CREAT) and not os.path.lexists(path)
        size = values[2] if name in WRITES else 0
        return Call(len(self.done.calls) + 1, name, path, _program(pid), size, creates)

    def _ours(self, path: str) -> bool:
        return any(path == root or path.startswith(f"{root}/") for root in self.roots)


def _signed(value: int) -> int:
    return ctypes.c_int(value & 0xFFFFFFFF).value


def _readlink(path: str) -> str:
    try:
        return str(Path(path).readlink())
    except OSError:
        return ""


def _program(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return "?"


def _path(pid: int, values: Sequence[int], place: int, name: str) -> str:
    """The path of argument ``place``, made absolute by the folder in the argument before it."""
    try:
        with Path(f"/proc/{pid}/mem").open("rb") as memory:
            memory.seek(values[place])
            raw = memory.read1(_MAX_PATH)
    except (OSError, ValueError, OverflowError):
        return ""
    text = os.fsdecode(raw.split(b"\0", 1)[0])
    by_folder = name.endswith(("at", "at2")) and name != "symlinkat"
    base = _signed(values[place - 1]) if by_folder else _AT_FDCWD
    folder = _readlink(f"/proc/{pid}/cwd" if base == _AT_FDCWD else f"/proc/{pid}/fd/{base}")
    return os.path.normpath(Path(folder, text)) if text or by_folder else ""
