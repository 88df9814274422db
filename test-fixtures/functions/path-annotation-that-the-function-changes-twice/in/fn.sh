#!/bin/sh
sed 's#config.kubernetes.io/path: .*#config.kubernetes.io/path: other#; s#internal.config.kubernetes.io/path: .*#internal.config.kubernetes.io/path: third#'
