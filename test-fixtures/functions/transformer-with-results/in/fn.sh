#!/bin/sh
cat; printf 'results:\n- message: too many replicas\n  severity: error\n'
