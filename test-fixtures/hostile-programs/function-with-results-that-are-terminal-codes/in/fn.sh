#!/bin/sh
printf 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\nresults:\n- {message: "\\e]0;title\\a\\e[2Jgone", severity: error}\n'; exit 1
