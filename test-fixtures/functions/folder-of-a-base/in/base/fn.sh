#!/bin/sh
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {here: "%s"}\n' "$(pwd)" 
