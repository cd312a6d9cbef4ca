"""What every room uses: errors, secrets, the clock, Polish, files written safely."""
