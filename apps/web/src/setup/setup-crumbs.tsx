import { Crumbs } from '../pages/crumbs';
import { words } from '../words';
import './setup.css';

/** Back to what there is to set up. */
export const SetupCrumbs = ({ here }: { here: string }) => <Crumbs to="/setup" word={words.pages.setup} here={here} />;
