import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { RouterProvider } from 'react-router/dom';
import { ConfigContext, type RuntimeConfig } from '#/data/config';
import { hasToasts, onToast } from '#/ui/toast';
import { createQueryClient } from './query-client';
import { createRouter } from './routes';
import { cssVariables, theme } from './theme';
import './tokens.css';


const Toaster = lazy(async () => ({ default: (await import('#/ui/toaster')).Toaster }));

/** Mounts the place of toasts with the first one: most visits never need it. */
const Toasts = () => {
  const needed = useSyncExternalStore(onToast, hasToasts);
  return needed ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
};

/** The console. In: its runtime configuration, and the nonce that style elements need under the page's policy. */
export const App = ({ config, nonce }: { config: RuntimeConfig; nonce: string }) => {
  const [queryClient] = useState(createQueryClient);
  const [router] = useState(() => createRouter(queryClient, config));
  return (
    <ConfigContext value={config}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={() => nonce} withGlobalClasses={false}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </ConfigContext>
  );
};
