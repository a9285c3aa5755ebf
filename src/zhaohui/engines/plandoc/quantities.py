def read_quantities(prose): return ()
