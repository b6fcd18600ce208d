import "../../styles/forms.css";
import { ClozeEditor } from "./clozeEditor";
import { EditableList } from "./editableList";
import { followMarks } from "./marks";
import { ZoneEditor } from "./zoneEditor";

/* The lists come first: what stands around them asks for their rows. */
export function registerForms(): void {
  customElements.define("editable-list", EditableList);
  customElements.define("zone-editor", ZoneEditor);
  customElements.define("cloze-editor", ClozeEditor);
  followMarks();
}
