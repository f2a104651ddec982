"""结业证书: numbers without gaps, the paper, its proof, and who may check it."""
