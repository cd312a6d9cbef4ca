"""Writes Outlook's .msg: a compound file (MS-CFB, version 3) holding the properties of a message (MS-OXMSG)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

Tree: TypeAlias = "Mapping[str, bytes | Tree]"

_SECTOR, _MINI, _CUTOFF, _ENTRY = 512, 64, 4096, 128
_END, _FREE, _FAT_SECTOR, _NOBODY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def message(
    *,
    subject: str = "",
    body: str = "",
    html: bytes = b"",
    rtf: bytes = b"",
    headers: str = "",
    submitted: datetime | None = None,
    attached: tuple[Tree, ...] = (),
    files: tuple[tuple[str, bytes], ...] = (),
    wide: bool = True,
) -> dict[str, bytes | Tree]:
    """The storage of a message. ``wide``: strings in UTF-16, otherwise in the Polish code page as in old files."""
    suffix, charset = ("001F", "utf-16-le") if wide else ("001E", "cp1250")
    tree: dict[str, bytes | Tree] = {f"__substg1.0_001A{suffix}": "IPM.Note".encode(charset)}
    for name, text in (("0037", subject), ("1000", body), ("007D", headers)):
        if text:
            tree[f"__substg1.0_{name}{suffix}"] = text.encode(charset)
    if html:
        tree["__substg1.0_10130102"] = html
    if rtf:
        tree["__substg1.0_10090102"] = rtf
    for number, each in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = {"__substg1.0_3701000D": each, **_properties(8, None)}
    for number, (name, content) in enumerate(files, len(attached)):
        holder: dict[str, bytes | Tree] = {"__substg1.0_37010102": content, **_properties(8, None)}
        holder["__substg1.0_3707001F"] = name.encode("utf-16-le")
        tree[f"__attach_version1.0_#{number:08X}"] = holder
    return tree | _properties(24, submitted)


def _properties(header: int, submitted: datetime | None) -> dict[str, bytes | Tree]:
    data = bytes(header)
    if submitted is not None:
        ticks = int((submitted - _EPOCH).total_seconds()) * 10_000_000
        data += struct.pack("<IIQ", 0x00390040, 6, ticks)
    return {"__properties_version1.0": data}


def msg(tree: Tree) -> bytes:
    """The file. The root's properties have eight bytes more in their header than an attached message's."""
    properties = tree["__properties_version1.0"]
    assert isinstance(properties, bytes)
    return compound_file({**tree, "__properties_version1.0": properties[:24] + bytes(8) + properties[24:]})


@dataclass
class _Node:
    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    content: bytes = b""
    left: int = _NOBODY
    right: int = _NOBODY
    child: int = _NOBODY
    start: int = _END
    size: int = 0


@dataclass
class _Disk:
    sectors: list[bytes] = field(default_factory=list)
    fat: list[int] = field(default_factory=list)

    def store(self, data: bytes, unit: int) -> int:
        """Append a chain; its first sector."""
        count = -(-len(data) // unit)
        first = len(self.sectors)
        for number in range(count):
            self.sectors.append(data[number * unit : (number + 1) * unit].ljust(unit, b"\0"))
            self.fat.append(first + number + 1 if number + 1 < count else _END)
        return first if count else _END


def compound_file(tree: Tree) -> bytes:
    """A compound file with these streams (bytes) and storages (dicts)."""
    nodes = [_Node("Root Entry", 5)]
    nodes[0].child = _add_children(nodes, tree)
    disk, mini = _Disk(), _Disk()
    for node in nodes:
        if node.kind == 2:
            node.size = len(node.content)
            small = node.size < _CUTOFF
            node.start = (mini if small else disk).store(node.content, _MINI if small else _SECTOR)
    stream = b"".join(mini.sectors)
    nodes[0].start, nodes[0].size = disk.store(stream, _SECTOR), len(stream)
    mini_fat = disk.store(_table(mini.fat), _SECTOR)
    directory = disk.store(b"".join(map(_entry, nodes)), _SECTOR)
    tables = -(-(len(disk.fat) + 1) // (_SECTOR // 4 - 1))
    assert tables <= 109, "no need for more here"
    first = len(disk.fat)
    disk.fat += [_FAT_SECTOR] * tables
    fat = _table(disk.fat)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        *(bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, 0, _CUTOFF, mini_fat),
        *(-(-len(mini.fat) // 128), _END, 0),
    )
    header += struct.pack("<109I", *range(first, first + tables), *[_FREE] * (109 - tables))
    return header + b"".join(disk.sectors) + fat


def _add_children(nodes: list[_Node], tree: Tree) -> int:
    """Entries of a storage as a balanced tree, ordered as the format wants; the root's number."""
    names = sorted(tree, key=lambda name: (len(name), name.upper()))

    def add(part: list[str]) -> int:
        if not part:
            return _NOBODY
        middle = len(part) // 2
        content = tree[part[middle]]
        number = len(nodes)
        node = _Node(part[middle], 2, content) if isinstance(content, bytes) else _Node(part[middle], 1)
        nodes.append(node)
        if not isinstance(content, bytes):
            node.child = _add_children(nodes, content)
            node.start = 0
        node.left, node.right = add(part[:middle]), add(part[middle + 1 :])
        return number

    return add(names)


def _entry(node: _Node) -> bytes:
    name = node.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ",
        *(name, len(name) + 2, node.kind, 1, node.left, node.right, node.child, 0, node.start, node.size),
    )


def _table(numbers: list[int]) -> bytes:
    filled = numbers + [_FREE] * (-len(numbers) % (_SECTOR // 4))
    return struct.pack(f"<{len(filled)}I", *filled)
