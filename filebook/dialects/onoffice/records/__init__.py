"""onOffice calls about records, their fields and their users."""
