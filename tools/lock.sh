#!/usr/bin/env bash
# Writes requirements/*.txt anew from pyproject.toml. Needs the network and leaves nothing behind.
# run.txt: what the program runs on; build.txt: what installs the program itself; dev.txt: both, and what development needs.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python=${PYTHON:-.venv/bin/python}
"$python" -m venv "$scratch/uv"
"$scratch/uv/bin/pip" install --quiet uv
"$python" -c 'import tomllib
print("\n".join(tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"]))' >"$scratch/build.in"

lock() {
    UV_CUSTOM_COMPILE_COMMAND="make lock" "$scratch/uv/bin/uv" pip compile --quiet --universal \
        --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
        --no-config --fork-strategy fewest --upgrade "$@"
}
lock pyproject.toml "$scratch/build.in" --group dev -o requirements/dev.txt
lock pyproject.toml -c requirements/dev.txt -o requirements/run.txt
lock "$scratch/build.in" -c requirements/dev.txt -o requirements/build.txt
