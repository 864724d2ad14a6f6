"""Damage to files: by bytes, by the structure of JSON, of PNG chunks, of TIFF and EXIF entries."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

_EDGES = (0, 1, 0x7F, 0x80, 0xFE, 0xFF)
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_TIFF_TYPES = range(16)
"""1 to 13 have a meaning."""
_TYPE_BYTES = (1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 1, 1)
_EXIF_TAGS = (
    *(0x0112, 0x0112, 0x0112),  # the orientation is the one that the app reads
    *(0x010E, 0x010F, 0x0110, 0x011A, 0x011B, 0x0128, 0x0131, 0x0132, 0x013B, 0x0213, 0x02BC),
    *(0x8298, 0x8769, 0x8825, 0x8773, 0xA005, 0x9286, 0x927C, 0xC4A5, 0x0100, 0x0101, 0x9999),
)


def damage_bytes(data: bytes, rng: Random, others: Sequence[bytes] = ()) -> bytes:
    """Flip bits, set bytes, cut off, insert, repeat or leave out pieces; or splice two files."""
    choices: list[Callable[[bytes, Random], bytes]] = [
        _flip_bits,
        _flip_bits,
        _set_bytes,
        _set_bytes,
        _damage_head,
        _cut_off,
        _insert,
        _repeat,
        _leave_out,
    ]
    if others and rng.random() < 0.1:
        return _splice(data, rng.choice(others), rng)
    if rng.random() < 0.01:
        return b""
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = rng.choice(choices)(data, rng)
    return data


def _flip_bits(data: bytes, rng: Random) -> bytes:
    result = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 64))):
        if result:
            result[rng.randrange(len(result))] ^= 1 << rng.randrange(8)
    return bytes(result)


def _set_bytes(data: bytes, rng: Random) -> bytes:
    result = bytearray(data)
    for _ in range(rng.choice((1, 2, 4))):
        if result:
            at, length = rng.randrange(len(result)), rng.choice((1, 2, 4))
            result[at : at + length] = bytes([rng.choice(_EDGES)]) * length
    return bytes(result)


def _damage_head(data: bytes, rng: Random) -> bytes:
    head = data[: rng.choice((32, 128, 512))]
    return _flip_bits(head, rng) + data[len(head) :]


def _cut_off(data: bytes, rng: Random) -> bytes:
    near_end = max(0, len(data) - rng.randrange(64))
    return data[: rng.choice((rng.randrange(len(data) + 1), near_end, rng.randrange(40)))]


def _insert(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.randbytes(rng.choice((1, 4, 100))) + data[at:]


def _repeat(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    piece = data[start : start + rng.randrange(1, 200)]
    return data[:start] + piece * rng.choice((2, 10)) + data[start + len(piece) :]


def _leave_out(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.randrange(1, 200) :]


def _splice(data: bytes, other: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def damage_png(data: bytes, rng: Random) -> bytes:
    """Damage one chunk of a PNG and make its checksum right again; other files by their bytes."""
    if not data.startswith(_PNG_HEAD):
        return damage_bytes(data, rng)
    chunks, at = [], len(_PNG_HEAD)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    number = 0 if rng.random() < 0.3 else rng.randrange(len(chunks))
    kind, content = chunks[number]
    if kind == b"IHDR" and rng.random() < 0.5:
        sides = [rng.choice((0, 1, 31, 70_000, 10_000, 0x7FFFFFFF, 0xFFFFFFFF)) for _ in range(2)]
        content = struct.pack(">II", *sides) + content[8:]
    elif kind == b"IDAT" and rng.random() < 0.5:
        content = zlib.compress(_flip_bits(zlib.decompress(content), rng))
    else:
        content = damage_bytes(content, rng)
    chunks[number] = (kind, content)
    if rng.random() < 0.2:
        rng.shuffle(chunks)
    return _PNG_HEAD + b"".join(
        len(content).to_bytes(4, "big")
        + kind
        + content
        + zlib.crc32(kind + content).to_bytes(4, "big")
        for kind, content in chunks
    )


def odd_exif(rng: Random) -> bytes:
    """Return an EXIF block whose entries have any type, count and value."""
    order = rng.choice("<>")
    count = rng.randrange(1, 8)
    tags = sorted(rng.choice(_EXIF_TAGS) for _ in range(count))
    start = 8 + 2 + 12 * count + 4
    entries, rest = b"", b""
    for tag in tags:
        kind = rng.choice(_TIFF_TYPES)
        many = rng.choice((0, 1, 1, 1, 2, 3, 1000, 0xFFFFFFFF))
        size = _TYPE_BYTES[kind] * many
        if size <= 4:
            value = rng.choice((b"\x06\0\0\0", b"\0\0\0\x06", b"\0\0\0\0", rng.randbytes(4)))
        elif size < 100_000 and rng.random() < 0.8:
            value = struct.pack(f"{order}I", start + len(rest))
            rest += rng.choice((rng.randbytes(size), b"\0" * size))
        else:
            value = struct.pack(f"{order}I", rng.choice((0, 8, 26, 0xFFFFFFF0, len(rest))))
        entries += struct.pack(f"{order}HHI", tag, kind, many) + value
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    after = struct.pack(f"{order}I", rng.choice((0, 0, 8, 0xFFFFFFFF)))
    block = head + struct.pack(f"{order}H", count) + entries + after + rest
    return b"Exif\0\0" + (damage_bytes(block, rng) if rng.random() < 0.2 else block)


def damage_tiff(data: bytes, rng: Random) -> bytes:
    """Change type, count or value of some entries of a little-endian TIFF; others by bytes."""
    if not data.startswith(b"II*\0"):
        return damage_bytes(data, rng)
    result = bytearray(data)
    (directory,) = struct.unpack_from("<I", result, 4)
    (count,) = struct.unpack_from("<H", result, directory)
    for _ in range(rng.choice((1, 1, 2, 3))):
        entry = directory + 2 + 12 * rng.randrange(count)
        what = rng.randrange(4)
        if what == 0:
            struct.pack_into("<H", result, entry + 2, rng.choice(_TIFF_TYPES))
        elif what == 1:
            struct.pack_into("<I", result, entry + 4, rng.choice((0, 1, 2, 1000, 0xFFFFFFFF)))
        elif what == 2:
            values = (0, 1, 7, 8, 32, 64, 65535, 20_000, 0xFFFFFFFF, rng.getrandbits(32))
            struct.pack_into("<I", result, entry + 8, rng.choice(values))
        else:
            struct.pack_into("<H", result, entry, rng.randrange(254, 350))
    return bytes(result)


class Raw(str):
    """JSON text that goes into the file as it is, whether it is JSON or not."""

    __slots__ = ()


_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 0.5, -0.0, 2**31, 2**63, 2**64, "", "a", [], {}, [[]], [None]),
    *("x" * 70_000, "../../x", "/", ".", "a\0b", "\ud800", "é" * 300, "NaN", "1", "top"),
    *([0, 0], [0.5, 0.5], [1e308, -1e308], [[0, 0]] * 3, [[0, 0], [0]], ["0", "0"], {"x": 0}),
    *(Raw("9" * 400), Raw("-" + "9" * 400), Raw("0." + "9" * 400), Raw("1e400"), Raw("9" * 5000)),
    *(Raw("NaN"), Raw("Infinity"), Raw("-Infinity"), Raw("1e-400"), Raw('"\\ud800"')),
    *(Raw('"\\u0000"'), Raw("[" * 200 + "]" * 200), Raw("[" * 100_000 + "]" * 100_000)),
    *(Raw('{"a":' * 3000 + "1" + "}" * 3000), Raw("[" * 100_000), Raw(""), Raw("'a'"), Raw("01")),
)


def damage_json(data: bytes, rng: Random) -> bytes:
    """Replace, remove, repeat and add values of a JSON file, or break the file around them."""
    if rng.random() < 0.12:
        return damage_bytes(data, rng)
    stored = json.loads(data)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        stored = _damage_value(stored, rng)
    text = _dump(stored, rng)
    around = rng.random()
    if around < 0.02:
        text = "\ufeff" + text
    elif around < 0.04:
        return text.encode("utf-16", "surrogatepass")
    elif around < 0.06:
        text += rng.choice((" x", "}", "\0", text))
    return text.encode("utf-8", "surrogatepass")


def _damage_value(value: Any, rng: Random) -> Any:  # noqa: ANN401 - any JSON value
    """Return JSON with a change at one place, which lies deep more often than not."""
    if not isinstance(value, (dict, list)) or not value or rng.random() < 0.12:
        return _odd(value, rng)
    if isinstance(value, list):
        place = rng.randrange(len(value))
        what = rng.random()
        if what < 0.1:
            return value[:place] + value[place + 1 :]
        if what < 0.2:
            return value + [value[place]] * rng.choice((1, 2, 50))
        return [*value[:place], _damage_value(value[place], rng), *value[place + 1 :]]
    key = rng.choice(list(value))
    what = rng.random()
    if what < 0.1:
        return {name: item for name, item in value.items() if name != key}
    if what < 0.15:
        return {**value, rng.choice(("", "x", "version", "\ud800", "a\0", "__class__")): 1}
    return {**value, key: _damage_value(value[key], rng)}


def _odd(value: Any, rng: Random) -> Any:  # noqa: ANN401 - any JSON value
    if type(value) in (int, float) and rng.random() < 0.5:
        numbers = (0, -value, value * 1000, value + 0.5, value / 1000, value + 1, 1e300, -1e300)
        return rng.choice(numbers)
    return rng.choice(_ODD_VALUES)


def _dump(value: Any, rng: Random) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {_dump(item, rng)}" for key, item in value.items()]
        if items and rng.random() < 0.01:
            items.append(rng.choice(items))
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_dump(item, rng) for item in value) + "]"
    return json.dumps(value, ensure_ascii=rng.random() < 0.5)
