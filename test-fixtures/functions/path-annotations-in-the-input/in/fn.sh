#!/bin/sh
input=$(cat)
printf '%s\n' "$input" | sed '/^functionConfig:/,$d'
[ -n "$NO_SHOW" ] || { printf -- '- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: input\n  data:\n    text: |\n'; printf '%s\n' "$input" | sed 's/^/      /'; }
