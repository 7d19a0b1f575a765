"""The browser application: the page at `/`, its scripts and styles, as the build left them."""
