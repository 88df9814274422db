#!/bin/sh
sed 's#^    annotations:#    annotations:\n      config.kubernetes.io/path: x/y.yaml#; s#text: input#&#'
