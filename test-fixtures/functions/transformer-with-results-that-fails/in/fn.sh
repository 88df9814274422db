#!/bin/sh
cat; printf 'results:\n- message: too many replicas\n  severity: error\n  resourceRef: {kind: Deployment, name: web}\n  field: {path: spec.replicas}\n  file: {path: all.yaml}\n- message: fine\n  severity: info\n'; exit 1
