import "@doorstep/chat";
import "@doorstep/chat/react";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

const LAMPS = [{ id: "11", name: "Alva table lamp" }, { id: "12", name: "Bodil floor lamp" }];

function Shop() {
  const [index, setIndex] = useState(0);
  const [unread, setUnread] = useState(0);
  const [open, setOpen] = useState(false);
  const lamp = LAMPS[index];
  return (
    <>
      <h1>{lamp.name}</h1>
      <button type="button" onClick={() => setIndex((index + 1) % LAMPS.length)}>Next lamp</button>
      <button type="button" onClick={() => setOpen(true)}>{unread > 0 ? `Ask us (${unread})` : "Ask us"}</button>
      <doorstep-chat product-id={lamp.id} product-name={lamp.name} base-url={import.meta.env.VITE_CHAT_URL} open={open}
        onunread={(event) => setUnread(event.detail.count)} />
    </>
  );
}

createRoot(document.getElementById("root")!).render(<StrictMode><Shop /></StrictMode>);
