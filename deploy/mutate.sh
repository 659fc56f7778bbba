#!/usr/bin/env bash
# Says which small changes to the deciding code no test notices, and how many are noticed (tests/Mutation, docs/contributing.md).
#
#   bash deploy/mutate.sh [PATH...] [--again] [--every N] [--workers N]
#
#   PATH          a room, a file of one, or the beginning of either: services/Rounds, services/Matching/Counting,
#                 services/Matching/Placements, services/Matching/Rounds; all of them if none is given
#   --again       only what no run before noticed (artifacts/mutation/verdicts.tsv)
#   --every N     only each Nth of the mutants, for a quick look
#   --workers N   so many processes run tests side by side; as many as there are cores
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
exec dotnet run -c Release --project tests/Mutation -- "$@"
