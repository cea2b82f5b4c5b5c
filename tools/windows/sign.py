"""Signs programs and installers, where a certificate is given: without one they stay as they are, and Windows warns.

`MDO_SIGN_KEY` names a file with certificate and key (.pfx), `MDO_SIGN_PASSWORD_FILE` one that holds its password, and
`MDO_SIGN_TIME`, if it is set, the address of a time-stamping service, the one thing in all of this that uses a network.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.windows.wine import SIGNING, ask_for


def is_asked(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a certificate is given."""
    return bool(environment.get("MDO_SIGN_KEY"))


def sign(files: Iterable[Path], environment: Mapping[str, str] = os.environ) -> None:
    """Sign these files where they stand, and look that they are. Raises SystemExit where that is not so."""
    ask_for(SIGNING)
    for file in files:
        signed = file.with_name(file.name + ".signed")
        signed.unlink(missing_ok=True)
        command = ["osslsigncode", "sign", "-h", "sha256", "-n", "MDO Viewer", "-pkcs12", environment["MDO_SIGN_KEY"]]
        if password := environment.get("MDO_SIGN_PASSWORD_FILE"):
            command += ["-readpass", password]
        if service := environment.get("MDO_SIGN_TIME"):
            command += ["-ts", service]
        done = subprocess.run(
            [*command, "-in", str(file), "-out", str(signed)], check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"{file.name} could not be signed: {(done.stderr or done.stdout).strip()}")
        signed.replace(file)
        if not is_signed(file):
            raise SystemExit(f"{file.name} is not signed as it should be")


def is_signed(file: Path) -> bool:
    """Whether a file bears a signature over what is in it now; by whom is not asked."""
    said = subprocess.run(["osslsigncode", "verify", "-in", str(file)], check=False, capture_output=True, text=True)
    pairs = (
        re.findall(rf"{which} (message digest|DigitalSignature) *: *([0-9A-F]+)", said.stdout)
        for which in ("Current", "Calculated")
    )
    now, then = (dict(pair) for pair in pairs)
    return bool(now) and all(then.get(name) == digest for name, digest in now.items())
