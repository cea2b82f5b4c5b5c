"""`journey`: all trees for one patient, in order, each with its entry."""

from __future__ import annotations

from mdo_viewer.cli.advice_page import AdviceWriter
from mdo_viewer.cli.answers import (
    as_text,
    beside_json,
    disagreements_json,
    doubtful_json,
    from_tables_json,
    stage_json,
)
from mdo_viewer.cli.arguments import Call, Parser, add_facts, add_json
from mdo_viewer.cli.failing import ANSWERED
from mdo_viewer.cli.inputs import given_moment, now, open_facts
from mdo_viewer.cli.terminal import Printout
from mdo_viewer.reasoning.disagreeing import disagreements
from mdo_viewer.reasoning.ranging.ranged import journey


def add_arguments(parser: Parser) -> None:
    """What `journey` takes."""
    add_facts(parser)
    add_json(parser)


def run(call: Call) -> int:
    """Write what all trees say for one patient. Raises Failed, Refused or Unproven."""
    at = given_moment(call) or now()
    pack, facts = open_facts(call)
    stages = journey(pack, facts.patient, at, facts.chosen)
    if call.args.json:
        doubtful = doubtful_json(pack, stages[0].advice.settled, facts, at, call.language)
        answer = {
            "trees": [
                {
                    **stage_json(pack, stage, call.language),
                    **beside_json(pack, stage, facts, at, call.language),
                    **doubtful,
                }
                for stage in stages
            ],
            "disagreements": disagreements_json(disagreements(pack, stages), call.language),
            **doubtful,
            **from_tables_json(facts.from_tables),
        }
        call.out.write(as_text(answer))
    else:
        writer = AdviceWriter(Printout(call.out), pack, call.words, facts.patient, at, facts)
        writer.journey(stages)
    return ANSWERED
