"""From the priors of the records and the calibration studies to estimates of the body and how sure they are."""
