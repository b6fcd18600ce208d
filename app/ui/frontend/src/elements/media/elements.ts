import { ArchiveSend } from "./archive";
import { PictureCut } from "./cut";
import { MediaDrop } from "./drop";
import { MediaField } from "./field";

export function registerMedia(): void {
  customElements.define("archive-send", ArchiveSend);
  customElements.define("media-drop", MediaDrop);
  customElements.define("media-field", MediaField);
  customElements.define("picture-cut", PictureCut);
}
