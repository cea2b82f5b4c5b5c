#!/usr/bin/env bash
# Writes requirements/*.txt anew from pyproject.toml. Needs the network and leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"${PYTHON:-.venv/bin/python}" -m venv "$scratch/uv"
"$scratch/uv/bin/pip" install --quiet uv

lock() {
    UV_CUSTOM_COMPILE_COMMAND="make lock" "$scratch/uv/bin/uv" pip compile --quiet --universal \
        --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
        --no-config --fork-strategy fewest --upgrade "$@"
}
lock pyproject.toml -o requirements/run.txt
lock pyproject.toml --group dev -o requirements/dev.txt
