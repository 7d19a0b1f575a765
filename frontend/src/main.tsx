import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./app/global.css";
import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startLanguage } from "./app/language";

// Dialogs keep the page behind them from scrolling by a style of their own.
setNonce(document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "");

await startLanguage();
createRoot(document.getElementById("root") as HTMLElement).render(<App />);
