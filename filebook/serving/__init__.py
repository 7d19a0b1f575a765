"""HTTP pieces every door shares."""
