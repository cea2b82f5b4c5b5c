"""Which trees of its own pack a text names: "boom 6", "bomen 6 en 11", "boom Diagnostiek"; in English "tree 6"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mdo_viewer.guideline.model import Language, Pack, Text

#: What a tree is called, and what stands between the numbers of several.
_TREE = {"nl": "bo(?:om|men)", "en": "trees?"}
_JOIN = {"nl": "en/of|en|of", "en": "and/or|and|or"}
_UP_TO = {"nl": "t/m|tot en met", "en": "to|through"}
#: A number followed by one of these is an amount, not a tree: "boom 4 en 7 dagen".
_UNIT = r"(?!\s*(?:dag|uur|uren|we[ek]{1,2}|maand|jaar|Gy|×|x\s|%|day|hour|month|year|[.,]\d))"
#: A tree of another pack: "het pakket Lage rugpijn, boom 1", "boom 1 van het pakket Lage rugpijn".
_OTHER_BEFORE = re.compile(r"\b(?:pakket|pack)\b[^.;:]{0,60}$", re.IGNORECASE)
_OTHER_AFTER = re.compile(r"^[^.;:]{0,20}\b(?:van het pakket|of the pack|in the pack|uit het pakket)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def trees_named(pack: Pack, text: Text) -> tuple[str, ...]:
    """What a text calls a tree of this pack: the ids of trees, and numbers that no tree has, as written."""
    found: dict[str, None] = {}
    languages: tuple[Language, ...] = ("nl", "en")
    for language in languages:
        for said in (_by_number(pack, text(language), language), _by_title(pack, text(language), language)):
            found.update(dict.fromkeys(said))
    return (*found,)


def _by_number(pack: Pack, text: str, language: Language) -> Iterator[str]:
    ids = {tree.number: tree.id for tree in pack.trees}
    tree, join, up_to = _TREE[language], _JOIN[language], _UP_TO[language]
    number = rf"\d+{_UNIT}"
    link = rf"\s*(?:,\s*(?:{join})?|{join}|{up_to}|–|-)\s*"
    for match in re.finditer(rf"\b{tree}\s+({number}(?:{link}(?:{tree}\s+)?{number})*)", text, re.IGNORECASE):
        if _of_another_pack(text, match.start(), match.end()):
            continue
        last, ranging = 0, False
        for part in re.findall(rf"\d+|–|-|{up_to}", match[1], re.IGNORECASE):
            if not part.isdigit():
                ranging = True
                continue
            first = last + 1 if ranging else int(part)
            yield from (ids.get(each, str(each)) for each in range(first, int(part) + 1))
            last, ranging = int(part), False


def _by_title(pack: Pack, text: str, language: Language) -> Iterator[str]:
    for tree in pack.trees:
        title = re.escape(tree.title(language))
        for match in re.finditer(rf"\b{_TREE[language]}\s+[«“\"'‘]?{title}(?!\w)", text, re.IGNORECASE):
            if not _of_another_pack(text, match.start(), match.end()):
                yield tree.id


def _of_another_pack(text: str, start: int, end: int) -> bool:
    return bool(_OTHER_BEFORE.search(text[:start]) or _OTHER_AFTER.search(text[end:]))
