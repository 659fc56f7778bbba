#!/usr/bin/env bash
# Makes the keys of an installation: the pair of the tokens, the private key for the portal and the public key for the services; the key that
# SMS are signed with; and an empty file for the mail user's password, for whoever has one to write it into.
#
#   bash deploy/keys.sh [FOLDER]      default: deploy/secrets
#
# What is there stays as it is. The folder is for its owner only; the files in it can be read by whoever gets past the
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
[ -e "$folder/sms.key" ] || openssl rand -hex 32 > "$folder/sms.key"
[ -e "$folder/mail.password" ] || : > "$folder/mail.password"
chmod 644 "$folder/tokens.pem" "$folder/tokens.pub.pem" "$folder/sms.key" "$folder/mail.password"
printf 'token keys: %s/tokens.pem (portal), %s/tokens.pub.pem (services)\n' "$folder" "$folder"
