# OpenTofu reads this file instead of sensitive.tftest.hcl. https.tftest.hcl has a sensitive URL for both.
