"""onOffice calls about files: uploads, lists, relations, pictures, download pages."""
