"""tus 1.0: uploads that go on after a break."""
