import "../styles/workbench.css";
import { registerElements } from "../elements/register";
import { startHtmx } from "../lib/htmx";

startHtmx();
registerElements();
