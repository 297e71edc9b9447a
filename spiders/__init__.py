"""The sources that answer plain HTTP, one file each; installed as `listener.spiders`."""
