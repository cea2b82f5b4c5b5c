"""Runs every benchmark, one after the other in processes of their own, and prints their results as one JSON list."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BENCHMARKS = ("startup", "paint", "scale", "projector", "reading", "reasoning", "layout", "page", "meeting")


def main() -> int:
    results = []
    for name in BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        script = Path(__file__).with_name(f"{name}.py")
        done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, check=True)
        results.append(json.loads(done.stdout))
    print(json.dumps(results, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
