"""`routes`: every route through a tree, with the facts asked and one example of each."""

from __future__ import annotations

import json

from mdo_viewer.cli.answers import value_json
from mdo_viewer.cli.arguments import Call, Parser, add_json, add_tree
from mdo_viewer.cli.failing import ANSWERED
from mdo_viewer.cli.inputs import given_moment, open_pack, open_tree
from mdo_viewer.cli.terminal import Printout
from mdo_viewer.guideline.model import Pack, Tree
from mdo_viewer.guideline.wording import fact_name
from mdo_viewer.reasoning.results import Route
from mdo_viewer.reasoning.routes import routes


def add_arguments(parser: Parser) -> None:
    """What `routes` takes."""
    add_tree(parser)
    add_json(parser)


def run(call: Call) -> int:
    """Write every route of a tree. Raises Failed or Refused."""
    given_moment(call)
    pack = open_pack(call)
    tree = open_tree(call, pack)
    if call.args.json:
        _write_json(call, pack, tree)
    else:
        _write_page(call, pack, tree)
    return ANSWERED


def _write_json(call: Call, pack: Pack, tree: Tree) -> None:
    """One route a line: a tree has thousands."""
    head = f'"pack": {json.dumps(pack.id)},\n  "tree": {json.dumps(tree.id)}'
    call.out.write(f'{{\n  {head},\n  "routes": [')
    for count, route in enumerate(routes(pack, tree)):
        answer = {
            "facts": {fact: text(call.language) for fact, text in route.facts},
            "examples": {fact: value_json(value) for fact, value in route.examples},
            "outcome": route.outcome,
        }
        call.out.write(f"{',' if count else ''}\n    {json.dumps(answer, ensure_ascii=False)}")
    call.out.write("\n  ]\n}\n")


def _write_page(call: Call, pack: Pack, tree: Tree) -> None:
    page, language = Printout(call.out), call.language
    title = call.words("tree_of", pack=pack.title(language), n=tree.number, title=tree.title(language))
    page.line(page.look(title, "dim"))
    count = 0
    for count, route in enumerate(routes(pack, tree), 1):
        outcome = tree.outcomes_by_id[route.outcome]
        page.line()
        page.text(f"{outcome.title(language)} ({outcome.id})", "bold", indent=0, first=f"{count:>4}  ")
        page.pairs(_asked(call, pack, route), indent=6)
    page.heading(call.words.count("routes", count))


def _asked(call: Call, pack: Pack, route: Route) -> list[tuple[str, str]]:
    return [(fact_name(pack.facts_by_id[fact], call.language), text(call.language)) for fact, text in route.facts]
