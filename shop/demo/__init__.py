"""The demo shop, Northfold Outfitters: everything in it comes from a seed."""

from shop.demo.write import DemoFiles, write_demo

__all__ = ["DemoFiles", "write_demo"]
