#!/bin/sh
cat > /dev/null
cat <<'EOT'
apiVersion: v1
kind: ConfigMap
metadata: {name: one}
data: {a: changed}
---
apiVersion: v1
kind: Secret
metadata: {name: new, namespace: other}
EOT
