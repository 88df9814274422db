#!/bin/sh
[ $1 = version ] && { echo 'WARNING: x'; echo v4.1.2; exit; }
printf 'Pulled: x\nDigest: y\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'
