"""Sources that are asked through a library, one file each."""
