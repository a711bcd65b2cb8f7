# Sets up what this machine lacks and says what it does. Sourced by ./service-analytics and ./test; not run by itself.
# Needs: Debian (or a relative of it), x64, the .NET 10 SDK. Everything else is installed here:
# Debian packages by apt-get when root; npm and NuGet packages by lock file, during the build.

say() { printf '%s\n' "$*" >&2; }

# need COMMAND-OR-FILE PACKAGE: notes the Debian package when neither the command nor the file is there.
missing=()
need() {
    if [[ "$1" == /* ]]; then [[ -e "$1" ]] || missing+=("$2"); else command -v "$1" >/dev/null 2>&1 || missing+=("$2"); fi
}

install_missing() {
    ((${#missing[@]})) || return 0
    if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1; then
        say "Installing Debian packages: ${missing[*]}"
        local log; log=$(mktemp)
        if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
            tail -n 20 "$log" >&2
            say "The packages could not be installed (above: what apt-get said). Install them by hand and start again."
            return 1
        fi
        rm -f "$log"
    else
        say "Missing on this machine: ${missing[*]}. Install them as root:  apt-get install ${missing[*]}"
        return 1
    fi
}

browser_is_there() {
    [[ -x /usr/lib/chromium/chromium-headless-shell ]] && return 0
    local name
    for name in chromium-headless-shell chromium chromium-browser google-chrome microsoft-edge; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

# Without these nothing can be built.
prepare_build() {
    if ! command -v dotnet >/dev/null 2>&1; then
        say "The .NET 10 SDK is missing: install it (command 'dotnet' must be on the PATH) and start again."
        return 1
    fi
    missing=()
    need node nodejs
    need npm npm
    need /etc/ssl/certs/ca-certificates.crt ca-certificates
    need /usr/share/zoneinfo/Asia/Shanghai tzdata
    install_missing
}

# Without these no PDF can be printed; the HTML reports can be written all the same.
prepare_printing() {
    missing=()
    browser_is_there || missing+=(chromium-headless-shell)
    need /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf fonts-droid-fallback
    install_missing || { say "Going on without: PDFs can't be printed until they are there; HTML reports can."; return 0; }
}

# What only the tests use: poppler reads the PDFs back, qpdf checks their structure, flock holds a lock from outside.
prepare_tests() {
    missing=()
    need pdftotext poppler-utils
    need qpdf qpdf
    need flock util-linux
    install_missing
}
