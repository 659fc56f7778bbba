#!/usr/bin/env bash
# Makes the key pair of the tokens for an installation: the private key for the portal, the public key for the services.
#
#   bash deploy/keys.sh [FOLDER]      default: deploy/secrets
#
# An existing pair stays as it is. The folder is for its owner only; the files in it can be read by whoever gets past the
# folder, because a container reads them as a user this machine does not know.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly folder=${1:-deploy/secrets}
mkdir -p -m 700 "$folder"

if [ ! -e "$folder/tokens.pem" ]; then
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$folder/tokens.pem.new" 2>/dev/null
    mv "$folder/tokens.pem.new" "$folder/tokens.pem"
fi
openssl pkey -in "$folder/tokens.pem" -pubout -out "$folder/tokens.pub.pem"
chmod 644 "$folder/tokens.pem" "$folder/tokens.pub.pem"
printf 'token keys: %s/tokens.pem (portal), %s/tokens.pub.pem (services)\n' "$folder" "$folder"
