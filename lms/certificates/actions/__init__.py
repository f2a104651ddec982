"""What changes certificates: closings give and revoke them; printing and exporting is put down."""
