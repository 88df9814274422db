#!/bin/sh
[ $1 = version ] && { echo v4.1.2; exit; }
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'
