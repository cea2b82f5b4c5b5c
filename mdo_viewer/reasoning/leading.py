"""Where a choice of the board leads, in words: the trees that it opens with what each gives."""

from __future__ import annotations

from mdo_viewer.guideline.fields import listed
from mdo_viewer.guideline.model import BoardChoice, Language, Pack
from mdo_viewer.guideline.wording import fact_name, uncapital
from mdo_viewer.guideline.words import words_of
from mdo_viewer.reasoning.choosing import Opened, opened
from mdo_viewer.reasoning.results import Settled


def leads_to(pack: Pack, settled: Settled, at: str, choice: BoardChoice, language: Language) -> str:
    """`Daarna: boom 6 geeft de dosis, door besluit van het MDO.` for a choice at this tree; or that no tree opens."""
    words = words_of("advice", language)
    trees = [gives(pack, each, language) for each in opened(pack, settled, at, choice)]
    if not trees:
        return words("leads_nowhere")
    return words("leads_to", trees=listed(trees, words("and")))


def gives(pack: Pack, found: Opened, language: Language) -> str:
    """`boom 6 geeft de dosis`, with the fact that decides it where that is not known."""
    words, number = words_of("advice", language), pack.trees_by_id[found.opening.tree].number
    said = words("gives", n=number, what=found.opening.gives(language))
    if found.truth or found.waits_for is None:
        return said
    fact = uncapital(fact_name(pack.facts_by_id[found.waits_for], language))
    return words("gives_perhaps", said=said, fact=fact)
