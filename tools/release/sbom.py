"""The list of parts of a release (SBOM) as CycloneDX JSON: packages with the digests of the lock, the native libraries
in them, the Rust libraries that their wheels name, and the libraries that the building system lent."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from mdo_viewer import __version__
from tools.release.contents import Part

_SPACE: Final = uuid.UUID("5f1b3a52-7a0e-4a0f-9d5e-2f8a6c1d4b70")
_LICENCES: Final = LicenseFactory()
_KINDS: Final = {"python": "pypi", "debian": "deb", "native": "generic"}


def sbom(found: list[Part], moment: datetime) -> str:
    """The list, as JSON of CycloneDX 1.6. The same parts and moment give the same text."""
    program = Component(
        name="mdo-viewer",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="mdo-viewer",
        licenses=[_LICENCES.make_from_string("Apache-2.0")],
    )
    tops_by_name = {part.name: component(part) for part in found if not part.inside}
    for part in found:
        if part.inside:
            tops_by_name[part.inside].components.add(component(part))
    tops = list(tops_by_name.values())
    named = "\n".join(f"{part.name}=={part.version}" for part in found)
    bom = Bom(components=tops, serial_number=uuid.uuid5(_SPACE, f"{__version__}\n{named}"))
    bom.metadata.component = program
    bom.metadata.timestamp = moment.astimezone(UTC)
    bom.register_dependency(program, tops)
    for top in tops:
        bom.register_dependency(top)
    return str(JsonV1Dot6(bom).output_as_string(indent=1)) + "\n"


def component(part: Part) -> Component:
    """A part, with the Rust libraries that its wheel says are in it."""
    made = Component(
        name=part.name,
        version=part.version,
        bom_ref=f"{part.inside or part.kind}/{part.name}@{part.version}",
        licenses=[_LICENCES.make_from_string(part.licence)],
        purl=_purl(part),
    )
    if part.hashes:
        made.external_references.add(
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(str(_purl(part))),
                comment="one digest for each of its wheels and its source, as locked in requirements/run.txt",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=value) for value in part.hashes],
            )
        )
    if part.kind == "debian":
        made.properties.add(Property(name="mdo-viewer:lent-by", value="the system that built the Linux bundle"))
    if part.kind == "python":
        made.components.update(_named_by_wheel(part))
    return made


def _purl(part: Part) -> PackageURL:
    name = part.name.lower() if part.kind == "python" else part.name
    return PackageURL(_KINDS[part.kind], "debian" if part.kind == "debian" else None, name, part.version)


def _named_by_wheel(part: Part) -> list[Component]:
    """What a wheel's own lists say is compiled into it; not what was needed only to build it."""
    crates: dict[str, Component] = {}
    for file in part.lists:
        for told in json.loads(file.read_text("utf-8"))["components"]:
            kind = told.get("purl", "").removeprefix("pkg:").partition("/")[0]
            if kind != "cargo" or told.get("scope") == "excluded":
                continue
            name, version = told["name"], told["version"]
            crates[f"{name}@{version}"] = Component(
                name=name,
                version=version,
                bom_ref=f"{part.name}/cargo/{name}@{version}",
                purl=PackageURL(kind, None, name, version),
                licenses=[_LICENCES.make_from_string(each) for each in _licences(told)],
            )
    return [crates[name] for name in sorted(crates)]


def _licences(told: dict[str, Any]) -> list[str]:
    return [each.get("expression") or each["license"].get("id") or each["license"]["name"] for each in told["licenses"]]


def faults(text: str) -> list[str]:
    """Where a list goes against the schema of CycloneDX 1.6; in order."""
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text, all_errors=True)
    return sorted(f"{each.data.json_path}: {each.data.message[:200]}" for each in found or ())


def write(file: Path, found: list[Part], moment: datetime) -> None:
    """A list of parts that its schema allows. Raises SystemExit where it does not."""
    text = sbom(found, moment)
    if wrong := faults(text):
        raise SystemExit("\n".join(wrong))
    file.write_text(text, encoding="utf-8", newline="\n")
