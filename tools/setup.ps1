# The same as setup.sh for Windows, where Qt brings its own libraries. Not yet tried on a Windows machine.
# Run: powershell -ExecutionPolicy Bypass -File tools\setup.ps1 run    then: .venv\Scripts\mdo-viewer
# setup.ps1 run: what the program needs; test (the default): and what developing and testing need.
param([ValidateSet('run', 'test')] [string] $Purpose = 'test')
$ErrorActionPreference = 'Stop'
Set-Location (Split-Path $PSScriptRoot)

function Invoke-Checked {
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "setup: $Program $Arguments failed" }
}

# The state of files as they are now, to see later whether they were changed.
function Get-State {
    param([string[]] $Files)
    ($Files | ForEach-Object { (Get-FileHash $_).Hash }) -join ' '
}

function Get-Stamp {
    param([string] $Name)
    if (Test-Path ".venv\$Name.stamp") { (Get-Content ".venv\$Name.stamp" -Raw).Trim() } else { '' }
}

$pip = @('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check')

# The packages of these locks. Until they are all there, .venv is of no known state.
function Install-Locked {
    param([string[]] $Locks)
    Write-Host "setup: installing the packages of $Locks"
    Remove-Item '.venv\packages.stamp' -ErrorAction SilentlyContinue
    Invoke-Checked $python ($pip + '--require-hashes' + ($Locks | ForEach-Object { '-r'; $_ }))
    Set-Content '.venv\packages.stamp' (Get-State $Locks)
}

$python = '.venv\Scripts\python.exe'
if (-not (Test-Path $python)) {
    $finder = if ($env:PYTHON) { $env:PYTHON } elseif (Get-Command py -ErrorAction SilentlyContinue) { 'py' } else { 'python' }
    & $finder -c 'import sys; sys.exit(sys.version_info < (3, 11))'
    if ($LASTEXITCODE -ne 0) { throw 'setup: Python 3.11 or newer is needed' }
    Invoke-Checked $finder @('-m', 'venv', '.venv')
}

# The developer's packages hold those that the program runs on.
$run = @('requirements\run.txt', 'requirements\build.txt')
$dev = @('requirements\dev.txt')
$here = Get-Stamp 'packages'
if ($here -ne (Get-State $dev)) {
    if ($Purpose -ne 'run') { Install-Locked $dev }
    elseif ($here -ne (Get-State $run)) { Install-Locked $run }
}

# The command .venv\Scripts\mdo-viewer, and the version that the package says.
$now = Get-State @('pyproject.toml', 'mdo_viewer\__init__.py')
if ((Get-Stamp 'project') -ne $now) {
    Invoke-Checked $python ($pip + @('--no-deps', '--no-index', '--no-build-isolation', '-e', '.'))
    Set-Content '.venv\project.stamp' $now
}
