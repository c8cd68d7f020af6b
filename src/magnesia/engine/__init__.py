"""From equations to numbers: expression graph, compiled kernel, stiff solver."""
