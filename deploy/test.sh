#!/usr/bin/env bash
# Builds everything and runs all tests against real parts: a RabbitMQ broker, a browser and, where there is one, SQL Server.
#
#   bash deploy/test.sh [--filter EXPRESSION] [--long]
#
#   --filter EXPRESSION   only these tests, in dotnet test's own words, e.g. "FullyQualifiedName~Counting"
#   --long                the long forms too (chaos and scale runs; benchmarks beside the peers that are packages)
#
# On Debian or Ubuntu, as root, the missing parts are installed first; elsewhere the tests that need one say so and are skipped.
# The last line is "N passed, N failed, N skipped", read from the result files in artifacts/test-results.
set -euo pipefail
cd "$(dirname "$0")/.."

filter=()
peers=false
while [ $# -gt 0 ]; do
    case $1 in
        --filter) filter=(--filter "${2:?--filter needs an expression}"); shift 2 ;;
        --long) export RAMATCH_LONG=1; peers=true; shift ;;
        *) printf 'unknown option: %s (see the head of %s)\n' "$1" "$0" >&2; exit 2 ;;
    esac
done

readonly results=artifacts/test-results
readonly configuration=Release
# A test run is short: what the runtime measures in code that is called often, to compile it once more and better, costs a seventh of its CPU.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0

step() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }

# Testcontainers speaks the API of Docker 25 unless told otherwise; an older engine, as Debian 12 has, refuses that.
fit_docker_api() {
    local api
    [ -z "${DOCKER_API_VERSION:-}" ] && command -v docker >/dev/null || return 0
    api=$(timeout 20 docker version --format '{{.Server.APIVersion}}' 2>/dev/null) || return 0
    [ "$(printf '%s\n1.44\n' "$api" | sort -V | head -n 1)" = 1.44 ] || export DOCKER_API_VERSION=$api
}

test_projects() { grep -l 'Microsoft.NET.Test.Sdk' tests/*/*.csproj | xargs -n 1 basename -s .csproj; }

# The dearest first, so that none of them is left to the end alone; the others as they come. What each costs: docs/contributing.md.
in_order() {
    local first=(Matching.Tests EndToEnd.Tests Portal.Tests Chaos.Tests Platform.Tests Applicant.Tests Posting.Tests)
    printf '%s\n' "${first[@]}"
    test_projects | grep -vxFf <(printf '%s\n' "${first[@]}") || true
}

# Runs one project by its own runner, which costs three seconds of CPU less than by way of dotnet test.
run_project() {
    local name=$1 status=0 assembly TIMEFORMAT="$1: %R s, CPU %U + %S s"
    assembly=$(echo tests/*/"$name.csproj")
    assembly=${assembly%/*}/bin/$configuration/net10.0/RaMatch.$name.dll
    { time dotnet exec "$assembly" -noLogo -noColor -reporter quiet -trx "$results/$name.trx" >"$results/$name.log" 2>&1; } 2>"$results/$name.time" || status=$?
    cat "$results/$name.log" "$results/$name.time"
    return "$status"
}

step 'parts'
bash deploy/tools/test-parts.sh
fit_docker_api

step 'build'
# One compiler for all projects, warm after the first; it is ended with the build, because what it inherits of this script stays open as long as it lives.
dotnet build RaMatch.sln -c "$configuration" --nologo -v quiet -clp:ErrorsOnly -p:UseSharedCompilation=true "-p:Peers=$peers" </dev/null
dotnet build-server shutdown --vbcscompiler >/dev/null

step 'format'
# As a folder of files: opening the solution for it would take as long as building a quarter of it.
dotnet format whitespace . --folder --verify-no-changes --exclude 'artifacts/' '**/bin/' '**/obj/'

step 'tests'
rm -rf "$results"
mkdir -p "$results"
status=0
if [ ${#filter[@]} -gt 0 ]; then
    dotnet test RaMatch.sln -c "$configuration" --no-build --nologo -v quiet -m:2 \
        --results-directory "$PWD/$results" "${filter[@]}" </dev/null || status=$?
else
    # Three at once on two cores: those of EndToEnd and Chaos wait for processes much of the time.
    export -f run_project
    export results configuration
    in_order | xargs -P 3 -I '{}' bash -c 'run_project {}' || status=$?
fi

# With a filter most projects have nothing to run; without one, every project must have run something.
expected=()
if [ ${#filter[@]} -eq 0 ]; then mapfile -t expected < <(test_projects); fi

step 'results'
dotnet run deploy/tools/TestReport.cs -- "$results" "${expected[@]}" || status=1
exit "$status"
