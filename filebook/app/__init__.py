"""Where it is plugged together: settings, wiring, server, worker, command line."""
