#!/usr/bin/env bash
# UNTRIED: no Mac was at hand. After `make bundle` on a Mac: the bundle as "MDO Viewer.app" and as a disk image in out/release.
# Unsigned, macOS asks before it opens it: sign with `codesign --deep --options runtime -s IDENTITY` and notarise where there is an account.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(uname -s)" = Darwin ] || { echo "tools/macos/app.sh: needs a Mac" >&2; exit 1; }

version=$(.venv/bin/python -c 'import mdo_viewer; print(mdo_viewer.__version__)')
folder=out/release/$version
app="$folder/MDO Viewer.app"
rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
cp -R out/dist/mdo-viewer/. "$app/Contents/MacOS/"

# The icon in the sizes that macOS asks for, drawn by Qt from the one picture.
icons=$(mktemp -d)/app.iconset
mkdir -p "$icons"
QT_QPA_PLATFORM=offscreen .venv/bin/python - "$icons" <<'PYTHON'
import sys
from PySide6.QtGui import QGuiApplication, QIcon
app = QGuiApplication([])
icon = QIcon("resources/icons/app.svg")
for side in (16, 32, 128, 256, 512):
    icon.pixmap(side, side).save(f"{sys.argv[1]}/icon_{side}x{side}.png")
    icon.pixmap(2 * side, 2 * side).save(f"{sys.argv[1]}/icon_{side}x{side}@2x.png")
PYTHON
iconutil -c icns -o "$app/Contents/Resources/app.icns" "$icons"

cat >"$app/Contents/Info.plist" <<PLIST
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>CFBundleName</key><string>MDO Viewer</string>
  <key>CFBundleIdentifier</key><string>nl.mdoviewer.MdoViewer</string>
  <key>CFBundleExecutable</key><string>mdo-viewer</string>
  <key>CFBundleIconFile</key><string>app</string>
  <key>CFBundlePackageType</key><string>APPL</string>
  <key>CFBundleShortVersionString</key><string>$version</string>
  <key>CFBundleVersion</key><string>$version</string>
  <key>NSHighResolutionCapable</key><true/>
</dict></plist>
PLIST

"$app/Contents/MacOS/mdo-viewer" self-test
hdiutil create -volname "MDO Viewer" -srcfolder "$app" -ov -format UDZO "$folder/mdo-viewer-$version.dmg"
