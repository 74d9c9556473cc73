/** `node functions/notify/print-schema.ts > functions/notify/alert.schema.json && npm run format` renews the published schema. */
import {alertJsonSchema} from '#shared/model/alert.ts';

console.log(JSON.stringify(alertJsonSchema(), null, 2));
