/**
 * The one script that a shop's page names: defines `<tryflow-button>` and `<tryflow-thumb>`, and `<tryflow-room>` when
 * the page itself holds one. Everything else comes when it is needed.
 */
import { TryflowButton } from './elements/tryflow-button.js';
import { TryflowThumb } from './elements/tryflow-thumb.js';

if (!customElements.get('tryflow-button')) {
  customElements.define('tryflow-button', TryflowButton);
  customElements.define('tryflow-thumb', TryflowThumb);
  if (document.querySelector('tryflow-room')) void import('./room/tryflow-room.js');
}
