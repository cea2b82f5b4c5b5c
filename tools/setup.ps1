# The same as setup.sh for Windows, where Qt brings its own libraries. Not yet tried on a Windows machine.
# Run: powershell -ExecutionPolicy Bypass -File tools\setup.ps1    then: .venv\Scripts\mdo-viewer
$ErrorActionPreference = 'Stop'
Set-Location (Split-Path $PSScriptRoot)

function Invoke-Checked {
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "setup: $Program $Arguments failed" }
}

$python = '.venv\Scripts\python.exe'
if (-not (Test-Path $python)) {
    $finder = if (Get-Command py -ErrorAction SilentlyContinue) { 'py' } else { 'python' }
    & $finder -c 'import sys; sys.exit(sys.version_info < (3, 11))'
    if ($LASTEXITCODE -ne 0) { throw 'setup: Python 3.11 or newer is needed' }
    Invoke-Checked $finder @('-m', 'venv', '.venv')
}
Invoke-Checked $python @('-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', 'requirements\dev.txt')
Invoke-Checked $python @('-m', 'pip', 'install', '--quiet', '--no-deps', '--no-index', '--no-build-isolation', '-e', '.')
