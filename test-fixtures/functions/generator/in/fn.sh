#!/bin/sh
input=$(cat)
cat <<'EOT'
apiVersion: v1
kind: ConfigMap
metadata:
  name: input
data:
  text: |
EOT
printf '%s\n' "$input" | sed 's/^/    /'
