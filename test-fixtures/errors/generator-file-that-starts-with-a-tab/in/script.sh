	echo hello
	echo world
