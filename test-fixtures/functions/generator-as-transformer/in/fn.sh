#!/bin/sh
input=$(cat); printf '%s\n' "$input" | sed '/^functionConfig:/,$d'; printf -- '- {apiVersion: v1, kind: Secret, metadata: {name: s}}\n'
