import "../styles/studio.css";
import { registerElements } from "../elements/register";
import { startStudio } from "../features/studio/start";
import { startHtmx } from "../lib/htmx";

startHtmx();
registerElements();
startStudio();
