"""Results for the eye and for other programs: tables of seen beside predicted, CSV, Parquet and netCDF."""
