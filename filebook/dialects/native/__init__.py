"""The native door: everything the store can do, in one API of our own."""
