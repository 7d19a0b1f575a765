"""Files and folders, and the host that serves their bytes."""
