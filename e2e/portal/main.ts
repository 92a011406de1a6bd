import { startPortal } from './server';

const port = Number(process.env.PORTAL_PORT || 4700);
const consoleOrigin = process.env.CONSOLE_ORIGIN || 'http://127.0.0.1:4600';
const tokenSeconds = Number(process.env.PORTAL_TOKEN_SECONDS || 300);

try {
  const { origin } = await startPortal({ port, consoleOrigin, tokenSeconds });
  console.log(
    `Demo portal on ${origin} — sign in with a click on one of its people, or as demo@lightdash.com / demo_password!`,
  );
} catch (error) {
  console.error(
    (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      ? `Port ${port} is in use; start with another PORTAL_PORT.`
      : String(error),
  );
  process.exit(1);
}
