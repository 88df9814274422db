#!/bin/sh
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: "%s"\n  y: "%s"\n  z: "%s"\n  w: "%s"\n  v: "%s"\n  here: "%s"\n' "$X" "$Y" "$Z" "$W" "$V" "$(pwd)"
i=0; for a; do i=$((i+1)); printf '  arg%d: "%s"\n' $i "$a"; done
