"""What is done every night: `steps.STEPS` in order, by `night.work_night`."""
