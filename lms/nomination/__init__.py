"""Call-ups (调训): seats divided among streets, people nominated and confirmed, the notice that goes out."""
