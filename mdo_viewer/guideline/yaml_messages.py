"""What the YAML parser's messages mostly mean to somebody who writes a tree or a case."""

from __future__ import annotations

from mdo_viewer.guideline.model import Text

#: What the parsers say (part of their message) and what that mostly means to somebody who writes a tree.
_SYNTAX: tuple[tuple[str, bool, str, str], ...] = (
    (
        "mapping values are not allowed",
        False,
        "Hier staat een dubbele punt te veel, of de regel springt verkeerd in. Zet tekst met ': ' erin tussen "
        "aanhalingstekens.",
        "There is a colon too many here, or the line is indented wrongly. Put text that contains ': ' in quotes.",
    ),
    (
        "unexpected end of stream",
        True,
        "Een aanhalingsteken wordt niet gesloten. Zet het sluitende teken erbij.",
        "A quotation mark is not closed. Add the closing one.",
    ),
    (
        "unexpected document separator",
        True,
        "Een aanhalingsteken wordt niet gesloten. Zet het sluitende teken erbij.",
        "A quotation mark is not closed. Add the closing one.",
    ),
    (
        "cannot start any token",
        False,
        "Een tekst kan niet met dit teken beginnen. Zet de tekst tussen aanhalingstekens (en gebruik geen tab).",
        "A text cannot begin with this character. Put the text in quotes (and do not use a tab).",
    ),
    (
        "escape c",
        False,
        "Na een \\ staat een teken dat daar niet kan. Gebruik enkele aanhalingstekens, of schrijf \\\\.",
        "The character after a \\ cannot stand there. Use single quotes, or write \\\\.",
    ),
    (
        "',' or",
        True,
        "Een lijst met [ of een rij met { wordt niet gesloten, of er ontbreekt een komma.",
        "A list with [ or a mapping with { is not closed, or a comma is missing.",
    ),
    (
        "block collection",
        False,
        "Deze regel hoort niet bij de lijst erboven. Begin hem met '- ', of spring minder in.",
        "This line does not belong to the list above it. Begin it with '- ', or indent it less.",
    ),
    (
        "could not find expected ':'",
        True,
        "Na deze sleutel ontbreekt de dubbele punt met een spatie.",
        "The colon with a space is missing after this key.",
    ),
    (
        "undefined alias",
        False,
        "Verwijzingen met * zijn niet toegestaan. Schrijf de inhoud op elke plaats uit.",
        "Aliases with * are not allowed. Write the content out in each place.",
    ),
    (
        "tag",
        False,
        "Typeaanduidingen met ! zijn niet toegestaan. Verwijder ze, of zet de tekst tussen aanhalingstekens.",
        "Tags with ! are not allowed. Remove them, or put the text in quotes.",
    ),
)

_OTHERWISE = Text(
    "De opbouw klopt hier niet. Kijk naar de inspringing en de leestekens van deze regel en de regel erboven.",
    "The structure is wrong here. Look at the indentation and punctuation of this line and the line above it.",
)


def explained(said: str) -> tuple[Text, bool]:
    """The explanation of a parser's message, and whether it concerns the place where the construct begins."""
    for part, at_start, nl, en in _SYNTAX:
        if part in said:
            return Text(nl, en), at_start
    return _OTHERWISE, False
