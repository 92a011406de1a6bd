import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/global.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { RouterProvider } from 'react-router/dom';
import { ConfigContext, type RuntimeConfig } from '#/data/config';
import { SurfaceContext } from '#/ui/surface';
import { hasToasts, onToast } from '#/ui/toast';
import { Look } from './Look';
import type { createRouter } from './routes';
import { StaleNotice } from './StaleNotice';
import { StageContext, type Stage } from './stage';
import { theme } from './theme';
import './mantine.css';
import './tokens.css';

// Without the code of toasts there are no toasts; everything else works.
const Toaster = lazy(() =>
  import('#/ui/toaster').then(
    ({ Toaster: Place }) => ({ default: Place }),
    () => ({ default: () => <></> }),
  ),
);

/** Mounts the container of toasts with the first one: most visits need none. */
const Toasts = () => {
  const needed = useSyncExternalStore(onToast, hasToasts);
  return needed ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
};

type AppProps = {
  config: RuntimeConfig;
  queryClient: QueryClient;
  router: ReturnType<typeof createRouter>;
  stage: Stage;
};

/** The console. */
export const App = ({ config, queryClient, router, stage }: AppProps) => {
  const { surface, nonce, schemes, shadow } = stage;
  return (
    <StageContext value={stage}>
      <SurfaceContext value={surface}>
        <ConfigContext value={config}>
          <Look
            theme={shadow?.theme ?? theme}
            nonce={nonce}
            schemes={schemes}
            page={shadow?.page ?? document.documentElement}
          >
            <QueryClientProvider client={queryClient}>
              <RouterProvider router={router} />
              <Toasts />
              <StaleNotice />
            </QueryClientProvider>
          </Look>
        </ConfigContext>
      </SurfaceContext>
    </StageContext>
  );
};
