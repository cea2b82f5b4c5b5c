"""`advise`: what one tree says for one patient."""

from __future__ import annotations

from mdo_viewer.cli.advice_page import AdviceWriter
from mdo_viewer.cli.answers import (
    advice_json,
    as_text,
    beside_json,
    by_decision_json,
    changes_json,
    doubtful_json,
    from_tables_json,
)
from mdo_viewer.cli.arguments import Call, Parser, add_facts, add_json, add_tree
from mdo_viewer.cli.failing import ANSWERED
from mdo_viewer.cli.inputs import given_moment, now, open_facts, open_pack, open_tree
from mdo_viewer.cli.terminal import Printout
from mdo_viewer.reasoning.journey import alone
from mdo_viewer.reasoning.ranging.ranged import advise, journey
from mdo_viewer.reasoning.what_if import what_if


def add_arguments(parser: Parser) -> None:
    """What `advise` takes."""
    add_tree(parser)
    add_facts(parser)
    parser.asked.add_argument("--what-if", action="store_true", help=parser.words("help.what_if"))
    add_json(parser)


def run(call: Call) -> int:
    """Write what one tree says for one patient. Raises Failed, Refused or Unproven."""
    at = given_moment(call) or now()
    pack = open_pack(call)
    tree = open_tree(call, pack)
    _, facts = open_facts(call)
    patient = facts.patient
    advice = advise(pack, tree, patient, at)
    stage = alone(pack, advice, facts.chosen)
    stages = journey(pack, patient, at, facts.chosen)
    beside = next(each for each in stages if each.advice.tree is tree)  # only where the tree applies
    complete = advice.status == "complete"
    changes = (what_if(pack, tree, patient) if complete else ()) if call.args.what_if else None
    if call.args.json:
        answer = advice_json(pack, advice, call.language) | by_decision_json(stage)
        answer |= beside_json(pack, beside, facts, at, call.language)
        answer |= doubtful_json(pack, advice.settled, facts, at, call.language)
        answer |= from_tables_json(facts.from_tables)
        if changes is not None:
            answer["what_if"] = changes_json(changes, call.language)
        call.out.write(as_text(answer))
    else:
        writer = AdviceWriter(Printout(call.out), pack, call.words, patient, at, facts)
        writer.advice(stage, changes, beside=beside)
    return ANSWERED
