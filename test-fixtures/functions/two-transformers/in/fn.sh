#!/bin/sh
input=$(cat)
n=input-$(printf '%s\n' "$input" | grep -c 'name: input')
printf '%s\n' "$input" | sed '/^functionConfig:/,$d'
printf -- '- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: %s\n  data:\n    text: |\n' $n; printf '%s\n' "$input" | sed 's/^/      /'
