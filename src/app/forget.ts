import { openLightdash } from '#/api/lightdash/client';
import { forgetNotices } from '#/api/lightdash/notices';
import { dropAccounts } from '#/data/account-credentials';
import { dropRecents } from '#/data/recents';
import { forgetToasts } from '#/ui/toast';
import { forgetRows } from '#/ui/useRowMemory';

/** Empties everything that outlives the pages of a console: the next one in this document starts without data of the previous person. */
export const forgetEverything = (): void => {
  openLightdash({ isHosted: true });
  dropAccounts();
  forgetNotices();
  forgetRows();
  dropRecents();
  forgetToasts();
};
