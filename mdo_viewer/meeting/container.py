"""A meeting under a password: Argon2id makes the key, AES-256-GCM seals content and header as one.

Layout, big-endian: magic (7 bytes) and version (1), memory in KiB, passes and lanes (4 each), salt (16), nonce (12),
then what is sealed. The header is authenticated with it. Every save takes a fresh nonce and the same key,
so that only opening and a new password cost the time of the key.
"""

from __future__ import annotations

import os
import struct
import time
import unicodedata
import zlib
from collections.abc import Callable
from hmac import compare_digest
from typing import Final, Literal, NamedTuple, TypeAlias

MAGIC: Final = b"MDOMEET"
VERSION: Final = 1
_HEADER: Final = struct.Struct(">7sB3I16s12s")
_TAG: Final = 16
#: Larger files are refused unread, and so is content that unpacks to more, bytes.
LARGEST: Final = 64 * 1024 * 1024

Why: TypeAlias = Literal["not_a_meeting", "too_new", "locked", "content"]


class Unreadable(Exception):
    """A file that cannot be opened; `why` is the reason: no meeting, of a later version of the program, not opened by
    this password (or changed: nothing can tell the two apart), or opened and holding what a meeting may not."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why)
        self.why: Why = why
        self.detail = detail


class Unfit(Exception):
    """A new password with a sign that nobody sees, and few can type again."""


class Cost(NamedTuple):
    """What making a key takes: memory in KiB, passes over it, lanes side by side."""

    memory: int
    passes: int
    lanes: int


#: 256 MiB and three passes: about half a second on a laptop.
USUAL: Final = Cost(256 * 1024, 3, 4)
#: For a computer on which the usual takes too long; no meeting is begun with less (the second choice of RFC 9106).
LEAST: Final = Cost(64 * 1024, 3, 4)
#: The longest that making a key may be expected to take at the usual cost, s.
KEY_TAKES: Final = 2.0
#: A file may ask for no more than this: 1 GiB, 16 passes, 16 lanes.
MOST: Final = Cost(1024 * 1024, 16, 16)


class Key(NamedTuple):
    """The key of one file with what it was made from; never written down."""

    secret: bytes
    salt: bytes
    cost: Cost


def make_key(password: str, *, salt: bytes | None = None, cost: Cost = USUAL) -> Key:
    """The key for a password, with a fresh salt unless one is given. The same letters typed another way are the same
    password (NFC)."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    salt = os.urandom(16) if salt is None else salt
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    deriver = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return Key(deriver.derive(typed), salt, cost)


def is_made_from(key: Key, password: str) -> bool:
    """Whether this is the password that a key was made from."""
    made = (make_key(typed, salt=key.salt, cost=key.cost).secret for typed in tries(password))
    return any(compare_digest(secret, key.secret) for secret in made)


def new_password(typed: str) -> str:
    """A new password as it is taken: without the blanks and line ends at its edges, which come along with what is
    pasted. Raises Unfit for a control or format sign, or a space that is no blank, inside."""
    taken = typed.strip()
    if _visible(taken) != taken:
        raise Unfit
    return taken


def tries(typed: str) -> tuple[str, ...]:
    """What is tried as the password where this was typed: that itself, then without what nobody sees."""
    return tuple(dict.fromkeys((typed, _visible(typed).strip())))


def _visible(text: str) -> str:
    """A text without control and format signs; every space is a blank."""
    kinds = ((sign, unicodedata.category(sign)) for sign in text)
    return "".join(" " if kind[0] == "Z" else sign for sign, kind in kinds if kind not in ("Cc", "Cf", "Cs"))


def fitting(clock: Callable[[], float] = time.monotonic) -> Cost:
    """What a new key may cost on this computer: the usual, or the least where that is too slow. One key is made to see,
    with words that mean nothing."""
    start = clock()
    make_key("", salt=bytes(16), cost=LEAST)
    expected = (clock() - start) * USUAL.memory / LEAST.memory
    return USUAL if expected <= KEY_TAKES else LEAST


def seal(content: bytes, key: Key) -> bytes:
    """The content as it is written to disk."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    header = _HEADER.pack(MAGIC, VERSION, *key.cost, key.salt, nonce)
    return header + AESGCM(key.secret).encrypt(nonce, zlib.compress(content), header)


def unseal(data: bytes, key: Key) -> bytes:
    """The content of what `seal` made with this key. Raises Unreadable for anything else."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header, nonce = data[: _HEADER.size], _parts(data)[2]
    try:
        packed = AESGCM(key.secret).decrypt(nonce, data[_HEADER.size :], header)
    except InvalidTag as problem:
        raise Unreadable("locked") from problem
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, LARGEST)
    except zlib.error as problem:
        raise Unreadable("content") from problem
    if not unpacker.eof or unpacker.unused_data:
        raise Unreadable("content")
    return content


def open_sealed(data: bytes, password: str) -> tuple[bytes, Key]:
    """The content of a file and its key, by the password as it was typed or else without what nobody sees of it. Raises
    Unreadable."""
    cost, salt, _nonce = _parts(data)
    *earlier, last = tries(password)
    for each in earlier:
        key = make_key(each, salt=salt, cost=cost)
        try:
            return unseal(data, key), key
        except Unreadable as problem:
            if problem.why != "locked":
                raise
    key = make_key(last, salt=salt, cost=cost)
    return unseal(data, key), key


def _parts(data: bytes) -> tuple[Cost, bytes, bytes]:
    """Cost, salt and nonce of a file, checked before anything is worked out. Raises Unreadable."""
    if len(data) < _HEADER.size + _TAG or len(data) > LARGEST:
        raise Unreadable("not_a_meeting")
    magic, version, memory, passes, lanes, salt, nonce = _HEADER.unpack_from(data)
    if magic != MAGIC or version == 0:
        raise Unreadable("not_a_meeting")
    if version > VERSION:
        raise Unreadable("too_new")
    cost = Cost(memory, passes, lanes)
    if not (0 < lanes <= MOST.lanes and 0 < passes <= MOST.passes and 8 * lanes <= memory <= MOST.memory):
        raise Unreadable("locked")
    return cost, salt, nonce
