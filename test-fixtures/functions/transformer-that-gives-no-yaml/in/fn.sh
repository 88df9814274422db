#!/bin/sh
echo '{'
