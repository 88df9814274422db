#!/bin/sh
touch "{{TRAP}}"
