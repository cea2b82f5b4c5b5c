#!/usr/bin/env bash
# Makes .venv ready. Does nothing, and needs no network, when all is there already.
# setup.sh run: what the program needs; test (the default): and what developing and testing need; bundle: and what PyInstaller
# needs of the system; windows: and Wine with what the Windows bundle is made and tried with (1.1 GB); a11y: and what it takes to
# listen as a screen reader does; system: only the system's packages for the tests, for machines where those take another user;
# "windows system" does that for the Windows bundle.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-test}
export PATH="$PATH:/usr/sbin:/sbin"

has() { command -v "$1" >/dev/null; }
say() { printf '%s\n' "$*" >&2; }
stop() { say "setup: $*"; exit 1; }

# Installs Debian packages as root; anyone else is told the command.
need_packages() {
    local install="apt-get install --no-install-recommends $*"
    if ! has apt-get; then
        stop "install with this system's package manager what Debian calls: $*"
    elif [ "$(id -u)" -ne 0 ]; then
        stop "system packages are missing. Run: sudo $install"
    fi
    say "setup: installing $*"
    apt-get update -qq </dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" </dev/null >&2
}

# "soname package": what Qt loads offscreen, then what it loads for a window under X11.
qt_libraries='
libglib-2.0.so.0 libglib2.0-0
libGL.so.1 libgl1
libEGL.so.1 libegl1
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libxkbcommon.so.0 libxkbcommon0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
'

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# A virtual environment does not survive being moved: its scripts name its place.
is_usable_venv() { is_new_enough .venv/bin/python && grep -qF "$PWD/.venv" .venv/bin/activate; }

find_python() {
    local candidate
    # A candidate may be a stub for a version that is not installed, so each one is run.
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if has "$candidate" && is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    stop "Python 3.11 or newer is needed; here is $(python3 --version 2>&1)." \
        "Debian 12, Ubuntu 24.04 and later have one. One in another place: make setup PYTHON=/path/to/python3"
}

python_packages() {
    local python
    if ! has python3 && [ -z "${PYTHON:-}" ]; then
        missing+=(python3 python3-venv)
        return
    fi
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        missing+=("python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv")
}

system_packages() {
    local present soname package missing=()
    is_usable_venv || python_packages
    present=$(ldconfig -p 2>/dev/null || true)
    while read -r soname package; do
        [ -z "$soname" ] || case $present in *"$soname "*) ;; *) missing+=("$package") ;; esac
    done <<<"$qt_libraries"
    if [ "$purpose" != run ]; then
        has pdftotext || missing+=(poppler-utils)
        has qpdf || missing+=(qpdf)
        has java || missing+=(default-jre-headless)
        # The projector is tried on monitors that an X server plugs and unplugs.
        has Xvfb || missing+=(xvfb)
        has xrandr || missing+=(x11-xserver-utils)
        # Hears whether a meeting asks for a network.
        has strace || missing+=(strace)
        # PDFBox Preflight judges PDF/A; only Debian packs it.
        if has apt-get && [ ! -e /usr/share/java/preflight.jar ]; then
            missing+=(libpdfbox2-java libfontbox2-java libjaxb-api-java libactivation-java libcommons-logging-java)
        fi
    fi
    if [ "$purpose" = bundle ]; then
        has objdump || missing+=(binutils)
    fi
    if [ "$purpose" = windows ]; then
        has wine || missing+=(wine wine64)
        has x86_64-w64-mingw32-gcc || missing+=(gcc-mingw-w64-x86-64-win32)
        has wixl || missing+=(wixl)
        has msiinfo || missing+=(msitools)
        # Keys, pictures and a window manager for the meeting that is held.
        has xdotool || missing+=(xdotool)
        has import || missing+=(imagemagick)
        has openbox || missing+=(openbox)
        # Looks at the signatures of Python, and signs.
        has osslsigncode || missing+=(osslsigncode)
    fi
    if [ "$purpose" = a11y ]; then
        has dbus-daemon || missing+=(dbus-daemon)
        has xdotool || missing+=(xdotool)
        has openbox || missing+=(openbox)
        [ -e /usr/libexec/at-spi-bus-launcher ] || [ -d /usr/lib/at-spi2-core ] || missing+=(at-spi2-core)
        # The desktop's bindings, under the system's Python: .venv has none.
        /usr/bin/python3 -c 'from gi.repository import Gio' 2>/dev/null || missing+=(python3-gi)
    fi
    [ ${#missing[@]} -eq 0 ] || need_packages "${missing[@]}"
}

make_venv() {
    local python
    # Clearing a link would empty the folder that it points to.
    [ ! -L .venv ] || stop ".venv is a link to $(readlink .venv). Remove the link (rm .venv) and run this again."
    python=$(find_python)
    say "setup: making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

# A lock as it is now, to see later whether it was changed.
state() { cksum "$@"; }

# The packages of these locks. Until they are all there, .venv is of no known state.
install_locked() {
    say "setup: installing the packages of $*"
    rm -f .venv/packages.stamp
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes "${@/#/-r}"
    state "$@" >.venv/packages.stamp
}

# The developer's packages hold those that the program runs on (tests/test_toolchain.py).
packages() {
    local here
    here=$(cat .venv/packages.stamp 2>/dev/null || true)
    if [ "$here" = "$(state requirements/dev.txt)" ]; then
        return
    elif [ "$purpose" != run ]; then
        install_locked requirements/dev.txt
    elif [ "$here" != "$(state requirements/run.txt requirements/build.txt)" ]; then
        install_locked requirements/run.txt requirements/build.txt
    fi
}

# The command .venv/bin/mdo-viewer, and the version that the package says.
project() {
    local now
    now=$(state pyproject.toml mdo_viewer/__init__.py)
    if [ "$(cat .venv/project.stamp 2>/dev/null || true)" != "$now" ]; then
        .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-index --no-build-isolation -e .
        printf '%s\n' "$now" >.venv/project.stamp
    fi
}

[ "$(uname -s)" != Linux ] || system_packages
[ "$purpose" != system ] && [ "${2:-}" != system ] || exit 0
is_usable_venv || make_venv
packages
project
