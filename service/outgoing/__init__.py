"""What Aisle sends to other systems of the shop: kept until it arrives, tried again, given up visibly."""
