"""How listener's sentiment model is made: `make sentiment-model`. No part of what is installed."""
