import * as formulas from "./formulas.js";
