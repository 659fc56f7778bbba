#!/usr/bin/env bash
# The real parts that tests use: a RabbitMQ broker, a browser and Chinese fonts.
#
#   bash deploy/tools/test-parts.sh            install what is missing (Debian or Ubuntu, as root), say what stays missing
#   bash deploy/tools/test-parts.sh --check    only say what is there
#
# Tests whose part is missing are skipped and say so, therefore a missing part is never an error here.
set -euo pipefail

# Debian packages. A browser of either kind will do; the shell without windows takes a fraction of the processor, but not every distribution has it.
readonly packages=(rabbitmq-server chromium-headless-shell fonts-noto-cjk)
readonly other_browser=chromium

say() { printf 'test parts: %s\n' "$*"; }

is_installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

is_offered() { apt-cache show "$1" >/dev/null 2>&1; }

missing_packages() {
    local package
    for package in "${packages[@]}"; do
        is_installed "$package" || { [ "$package" = chromium-headless-shell ] && is_installed "$other_browser" && ! is_offered "$package"; } || printf '%s\n' "$package"
    done
}

# Debian starts a service as soon as it is installed. The tests start private brokers on ports of their own,
# so a system-wide one would only use memory: the policy file, there while apt runs, forbids the start.
without_starting_services() {
    local policy=/usr/sbin/policy-rc.d status=0
    if [ -e "$policy" ]; then
        "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    "$@" || status=$?
    rm -f "$policy"
    return "$status"
}

apt() { DEBIAN_FRONTEND=noninteractive timeout 900 apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null; }

# The packages named, the browser by the name it has in this distribution.
offered() {
    local package
    for package in "$@"; do
        is_offered "$package" && printf '%s\n' "$package" || printf '%s\n' "${package/chromium-headless-shell/$other_browser}"
    done
}

install_packages() {
    local log names
    log=$(mktemp)
    say "installing $* (once; the log is $log)"
    apt update >"$log" 2>&1 || true
    mapfile -t names < <(offered "$@")
    if without_starting_services apt install -y --no-install-recommends "${names[@]}" >>"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 15 "$log" >&2
        say "could not install $*"
    fi
}

report() {
    local engine browser
    if [ -x /usr/sbin/rabbitmq-server ]; then say "RabbitMQ broker: $(dpkg-query -W -f '${Version}' rabbitmq-server 2>/dev/null || echo present)"
    else say 'RabbitMQ broker: missing (package rabbitmq-server)'; fi
    if [ -n "${RAMATCH_CHROMIUM:-}" ]; then say "browser: $RAMATCH_CHROMIUM"
    elif browser=$(command -v chromium-headless-shell || command -v "$other_browser"); then say "browser: $browser"
    else say 'browser: missing (package chromium-headless-shell or chromium, or RAMATCH_CHROMIUM=/path/to/chromium)'; fi
    if command -v docker >/dev/null && engine=$(timeout 20 docker version --format '{{.Server.Version}}' 2>/dev/null); then say "Docker engine: $engine"
    else say 'Docker engine: none answers'; fi
    if [ -n "${RAMATCH_TEST_SQLSERVER:-}" ]; then say 'SQL Server: RAMATCH_TEST_SQLSERVER is set'
    else say 'SQL Server: RAMATCH_TEST_SQLSERVER is not set'; fi
}

main() {
    local missing
    if [ "${1:-}" != --check ] && command -v dpkg-query >/dev/null; then
        mapfile -t missing < <(missing_packages)
        if [ "${#missing[@]}" -gt 0 ]; then
            if [ "$(id -u)" = 0 ]; then install_packages "${missing[@]}"
            else say "not root: to have them, run  sudo apt-get install ${missing[*]}"; fi
        fi
    fi
    report
}

main "$@"
