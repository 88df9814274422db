#!/bin/sh
cat <<'EOT'
apiVersion: v1
kind: ConfigMap
metadata:
  name: one
  annotations: {kustomize.config.k8s.io/behavior: merge}
data: {new: value}
EOT
