#!/bin/sh
printf 'apiVersion: v1\nkind: ConfigMap\ndata: {}\n'
