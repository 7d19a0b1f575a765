"""onOffice calls about appointments."""
