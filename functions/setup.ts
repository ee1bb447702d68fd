import { app } from '@azure/functions';
import { config } from '../shared/runtime/config';

// A setting that is missing or wrong stops the app here, with its name, and not in the middle of its work.
config();

app.setup({ enableHttpStream: true });
