import "../styles/public.css";
import { registerElements } from "../elements/register";

registerElements();
