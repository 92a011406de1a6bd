import { LightdashError } from './errors';
import { type Generation, isNewer } from './generation';

/**
 * An error in the words of a generation. 1.219 has one name for everything that is not there, and says in the message of a
 * refused body what its data say (docs/lightdash/server.md#s3).
 */
export function inWordsOf(generation: Generation, error: LightdashError): LightdashError {
  if (!isNewer(generation)) return error;
  if (error.name === 'NotExistsError') return new LightdashError(error.statusCode, 'NotFoundError', error.message);
  if (error.name !== 'ValidateError') return error;
  const reasons = Object.entries(error.data).map(
    ([field, issue]) => `${field}: ${(issue as { message: string }).message}`,
  );
  return new LightdashError(error.statusCode, error.name, reasons.join(', '), { data: error.data });
}
