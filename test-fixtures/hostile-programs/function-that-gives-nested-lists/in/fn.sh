#!/bin/sh
printf '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, x: '; head -c 100000 /dev/zero | tr '\0' '['
