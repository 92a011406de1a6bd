import { useCreateShareUrl } from '../api/lightdash/gen/integrations/integrations';

/** Makes a short link of a path of the console, and of what is asked of it. Out: its own part. Throws ApiFailure. Source: CreateShareUrl.ok. */
export const useMakeShortLink = () => {
  const { mutateAsync } = useCreateShareUrl();
  return async (path: string, search: string): Promise<string> =>
    (await mutateAsync({ data: { path, params: search } })).nanoid;
};
