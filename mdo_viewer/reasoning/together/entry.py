"""The entry of a tree as part of its proof: somebody enters, an entry that names conditions keeps somebody out, and
nothing is asked that the entry has answered."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.guideline.model import ALWAYS, Answer, Question, Text, Tree
from mdo_viewer.reasoning.compiling import compiled_tree
from mdo_viewer.reasoning.diagram import FALSE
from mdo_viewer.reasoning.results import Finding
from mdo_viewer.reasoning.together.entering import Entries

#: An outcome that tells whoever looked into the tree all the same that it is not for this patient: asking for one tree
#: ignores its entry, so that these may be out of reach of everybody who enters.
_NOT_HERE = ("elsewhere", "not_applicable")


def entry_faults(entries: Entries, tree: Tree) -> Iterator[Finding]:
    """What is wrong with who enters a tree, and the answers that nobody who does can give. Raises EntersItself."""
    space = entries.space
    entered = entries.entered(tree.id)
    if entries.possible(entered) == FALSE:
        nobody = Text("geen patiënt komt in deze boom", "no patient enters this tree")
        yield Finding(tree.entry_place or tree.place, nobody)
        return
    if tree.entry != ALWAYS and entries.everyone(entered):
        yield Finding(
            tree.entry_place or tree.place,
            Text(
                "iedere patiënt komt in deze boom; schrijf dan 'always'",
                "every patient enters this tree; then write 'always'",
            ),
        )
    compiled = compiled_tree(entries.pack, tree)
    if compiled.gaps or compiled.overlaps:
        return  # one cause is told once
    for question in tree.questions:
        here = space.both(entered, entries.reaches(tree.id, question.id))
        if entries.possible(here) == FALSE:
            continue  # told of the answer that leads here
        for answer in question.answers:
            given = space.both(entries.reaches(tree.id, question.id), entries.condition(answer.test))
            if entries.possible(given) == FALSE:
                continue  # given by nobody at all, which the tree's own proof tells
            if entries.possible(space.both(entered, given)) == FALSE and not _says_not_here(tree, answer.to):
                yield _never_given(question, answer)


def _says_not_here(tree: Tree, to: str) -> bool:
    """Whether a question or outcome leads only to outcomes that say that the tree is not for this patient."""
    question = tree.questions_by_id.get(to)
    if question is None:
        return tree.outcomes_by_id[to].kind in _NOT_HERE
    return all(_says_not_here(tree, answer.to) for answer in question.answers)


def _never_given(question: Question, answer: Answer) -> Finding:
    return Finding(
        answer.place or question.place,
        Text(
            f"vraag {question.id}, antwoord «{answer.label.nl}»: dat kan niemand geven die in deze boom komt; de entry "
            "heeft de vraag al beantwoord",
            f"question {question.id}, answer “{answer.label.en}”: nobody who enters this tree can give it; its entry "
            "has answered the question already",
        ),
    )
