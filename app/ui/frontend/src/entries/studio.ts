import "../styles/studio.css";
import { registerForms } from "../elements/forms/register";
import { registerElements } from "../elements/register";
import { startMedia } from "../elements/media/start";
import { startRich } from "../features/studio/rich/start";
import { startStudio } from "../features/studio/start";
import { startSeek } from "../elements/seek";
import { startHtmx } from "../lib/htmx";

startHtmx();
registerElements();
startSeek();
startRich();
registerForms();
startMedia(true);
startStudio();
