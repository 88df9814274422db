#!/bin/sh
cat; echo 'a remark' >&2
