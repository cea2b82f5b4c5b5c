"""A sealed meeting: opened by its password alone, and any change of it is noticed."""

from __future__ import annotations

import os
import struct
import unicodedata
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_viewer.meeting import container
from mdo_viewer.meeting.container import (
    LARGEST,
    LEAST,
    MOST,
    USUAL,
    Cost,
    Key,
    Unreadable,
    fitting,
    make_key,
    open_sealed,
    seal,
    unseal,
)

#: As cheap as the deriver allows: the tests are about the file.
CHEAP = Cost(64, 1, 1)
TYPED = "drie woorden samen"
HEADER = 7 + 1 + 12 + 16 + 12


@pytest.fixture(scope="module")
def key() -> Key:
    return make_key(TYPED, cost=CHEAP)


def why(data: bytes, password: str = TYPED) -> str:
    with pytest.raises(Unreadable) as caught:
        open_sealed(data, password)
    return caught.value.why


@settings(max_examples=40)
@given(st.binary(max_size=3000))
def test_what_is_sealed_comes_back(content: bytes) -> None:
    key = Key(b"k" * 32, b"s" * 16, CHEAP)
    assert unseal(seal(content, key), key) == content


def test_it_opens_with_the_password_and_no_other(key: Key) -> None:
    data = seal(b"vergadering", key)
    assert open_sealed(data, TYPED) == (b"vergadering", key)
    assert why(data, "drie woorden Samen") == "locked"
    assert why(data, "") == "locked"


def test_the_same_letters_are_the_same_password() -> None:
    letters = "patiënt één"
    data = seal(b"x", make_key(unicodedata.normalize("NFD", letters), cost=CHEAP))
    assert open_sealed(data, unicodedata.normalize("NFC", letters))[0] == b"x"


def test_nothing_of_the_content_or_the_password_is_in_the_file(key: Key) -> None:
    data = seal(b"levensverwachting 7 maanden " * 50, key)
    assert b"levens" not in data
    assert b"woorden" not in data
    assert key.secret not in data


def test_two_saves_of_the_same_are_not_alike(key: Key) -> None:
    one, other = seal(b"x", key), seal(b"x", key)
    assert one[:HEADER] != other[:HEADER]
    assert one[HEADER:] != other[HEADER:]


def test_every_bit_counts(key: Key) -> None:
    """Each bit flipped, and each length shorter: never opened, always the same kinds of answer, never another error."""
    data = seal(b"een kleine vergadering", key)
    answers = set()
    for at in range(len(data) * 8):
        changed = bytearray(data)
        changed[at // 8] ^= 1 << at % 8
        with pytest.raises(Unreadable) as caught:
            unseal(bytes(changed), key)
        answers.add(caught.value.why)
    for length in range(len(data)):
        with pytest.raises(Unreadable):
            unseal(data[:length], key)
    with pytest.raises(Unreadable):
        unseal(data + b"\0", key)
    assert answers == {"not_a_meeting", "too_new", "locked"}


@pytest.mark.parametrize(
    "cost",
    [
        Cost(MOST.memory + 1, 1, 1),
        Cost(64, MOST.passes + 1, 1),
        Cost(1024, 1, MOST.lanes + 1),
        Cost(2**32 - 1, 2**32 - 1, 2**32 - 1),
        Cost(0, 1, 1),
        Cost(64, 0, 1),
        Cost(64, 1, 0),
        Cost(7, 1, 1),
    ],
)
def test_a_file_cannot_ask_for_more_than_a_laptop_has(key: Key, cost: Cost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "make_key", lambda *_args, **_kwargs: pytest.fail("worked out"))
    data = bytearray(seal(b"x", key))
    struct.pack_into(">3I", data, 8, *cost)
    assert why(bytes(data)) == "locked"


def test_another_file_and_a_later_version_are_named(key: Key) -> None:
    data = bytearray(seal(b"x", key))
    assert why(b"%PDF-1.7 " + os.urandom(200)) == "not_a_meeting"
    assert why(b"") == "not_a_meeting"
    data[7] = container.VERSION + 1
    assert why(bytes(data)) == "too_new"


def test_too_large_a_file_is_not_read(key: Key) -> None:
    assert why(seal(b"x", key) + bytes(LARGEST)) == "not_a_meeting"


@pytest.mark.parametrize("packed", [zlib.compress(bytes(LARGEST + 1)), b"no zlib", zlib.compress(b"x") + b"more", b""])
def test_content_that_unpacks_to_too_much_or_not_at_all_is_refused(key: Key, packed: bytes) -> None:
    nonce = bytes(12)
    header = struct.pack(">7sB3I16s12s", container.MAGIC, container.VERSION, *key.cost, key.salt, nonce)
    assert why(header + AESGCM(key.secret).encrypt(nonce, packed, header)) == "content"


def test_the_usual_key_takes_memory_that_guessing_machines_lack() -> None:
    assert USUAL.memory >= 64 * 1024
    assert USUAL.passes >= 3
    assert all(own <= most for own, most in zip(USUAL, MOST, strict=True))


def test_a_slow_computer_gets_the_least_cost_and_others_the_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Cost] = []

    def one(password: str, *, salt: bytes, cost: Cost) -> None:
        assert (password, salt) == ("", bytes(16))
        made.append(cost)

    monkeypatch.setattr(container, "make_key", one)
    for seconds, cost in ((0.1, USUAL), (0.5, USUAL), (0.51, LEAST), (9.0, LEAST)):
        times = iter((100.0, 100.0 + seconds))
        assert fitting(lambda times=times: next(times)) == cost  # type: ignore[misc]
    assert set(made) == {LEAST}
    assert LEAST.memory == 64 * 1024
