#!/bin/sh
cat <<'EOT'
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  annotations: {kustomize.config.k8s.io/needs-hash: "true"}
data: {new: value}
EOT
