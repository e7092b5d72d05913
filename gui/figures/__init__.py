"""What panels show as files: pictures, drawings, and the numbers behind them."""
